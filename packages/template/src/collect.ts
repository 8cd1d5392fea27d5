import type { Checked, Diagnostic } from '@strata/diagnostics';

/** Takes the value out of a checked one and keeps its problems. */
export type Take = <T>(checked: Checked<T>) => T;

/** Of one kind of mistake in one body: enough for any person, where a file of nothing else has a million. */
export const MOST_TOLD = 1000;

/** Keeps problems: single ones, and lists of them. */
export type Report = (...problems: readonly (Diagnostic | readonly Diagnostic[])[]) => void;

/** Puts problems in a list. One by one: a file of nothing but mistakes has more of them than a call may have arguments. */
export function createReport(diagnostics: Diagnostic[]): Report {
  return (...problems) => {
    for (const problem of problems)
      if ('code' in problem) diagnostics.push(problem);
      else for (const one of problem) diagnostics.push(one);
  };
}

/** Runs `work` and gives its result together with every problem it met. */
export function collect<T>(work: (take: Take, report: Report) => T): Checked<T> {
  const diagnostics: Diagnostic[] = [];
  const report = createReport(diagnostics);
  const take: Take = (checked) => {
    report(checked.diagnostics);
    return checked.value;
  };
  return { value: work(take, report), diagnostics };
}
