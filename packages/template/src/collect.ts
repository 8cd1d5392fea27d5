import type { Checked, Diagnostic } from '@strata/diagnostics';

/** Takes the value out of a checked one and keeps its problems. */
export type Take = <T>(checked: Checked<T>) => T;

/** Keeps one problem. */
export type Report = (...diagnostics: readonly Diagnostic[]) => void;

/** Runs `work` and gives its result together with every problem it met. */
export function collect<T>(work: (take: Take, report: Report) => T): Checked<T> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (...more) => void diagnostics.push(...more);
  // One by one: a file of nothing but mistakes has more of them than a call may have arguments.
  const take: Take = (checked) => {
    for (const diagnostic of checked.diagnostics) diagnostics.push(diagnostic);
    return checked.value;
  };
  return { value: work(take, report), diagnostics };
}
