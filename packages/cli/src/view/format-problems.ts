import { type Diagnostic, formatDiagnostics } from '@strata/diagnostics';
import { shortenPaths } from './short-paths';
import { createSourceLookup } from './sources';

/** How problems look where they are shown. */
export interface ProblemStyle {
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
  /** Paths are shown relative to this folder. */
  readonly cwd: string;
}

/** Problems for people, with their source lines. */
export function formatProblems(diagnostics: readonly Diagnostic[], { cwd, ...style }: ProblemStyle): string {
  return formatDiagnostics(shortenPaths(diagnostics, cwd), { ...style, sources: createSourceLookup(cwd) });
}
