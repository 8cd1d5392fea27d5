import { type Diagnostic, formatDiagnostics } from '@strata/diagnostics';
import type { CliContext } from '../context';

/** A text that problems are in, by the name that they give it. It need not be what the file holds. */
export interface ToldText {
  readonly file: string;
  readonly text: string;
}

/** Shows problems with lines of a text that the command has at hand. */
export function tellAbout(
  { err }: Pick<CliContext, 'err'>,
  diagnostics: readonly Diagnostic[],
  { file, text }: ToldText,
): void {
  if (diagnostics.length === 0) return;
  const sources = (name: string) => (name === file ? text : undefined);
  err.write(formatDiagnostics(diagnostics, { color: err.color, width: err.width, sources }));
}
