import type { Diagnostic } from '@strata/diagnostics';
import type { CliContext } from './context';
import { formatProblems } from './view/format-problems';

/** Shows problems on standard error, or as an event of their own. */
export function tellProblems({ err, ports }: CliContext, diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length === 0) return;
  const { cwd } = ports.environment;
  err.write(formatProblems(diagnostics, { color: err.color, width: err.width, cwd }));
}
