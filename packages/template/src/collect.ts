import type { Checked, Diagnostic } from '@strata/diagnostics';

/** Takes the value out of a checked one and keeps its problems. */
export type Take = <T>(checked: Checked<T>) => T;

/** Keeps one problem. */
export type Report = (...diagnostics: readonly Diagnostic[]) => void;

/** Runs `work` and gives its result together with every problem it met. */
export function collect<T>(work: (take: Take, report: Report) => T): Checked<T> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (...more) => void diagnostics.push(...more);
  const take: Take = (checked) => {
    report(...checked.diagnostics);
    return checked.value;
  };
  return { value: work(take, report), diagnostics };
}
