import { type Diagnostic, type DiagnosticView, formatText, getViews } from '@strata/diagnostics';
import { shortenPaths } from './short-paths';
import { createSourceLookup } from './sources';

/** How problems look where they are shown. */
export interface ProblemStyle {
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
  /** Paths are shown relative to this folder. */
  readonly cwd: string;
  /** Masks the secrets that are known by now. @default nothing is masked */
  readonly mask?: (views: readonly DiagnosticView[]) => readonly DiagnosticView[];
}

/** Problems for people, with their source lines, which are read now. For problems that are no events. */
export function formatProblems(diagnostics: readonly Diagnostic[], style: ProblemStyle): string {
  return formatViews(getViews(diagnostics, createSourceLookup(style.cwd)), style);
}

/** Problems for people, with the source lines that they bring. */
export function formatViews(views: readonly DiagnosticView[], { cwd, mask, ...style }: ProblemStyle): string {
  return formatText(shortenPaths(mask ? mask(views) : views, cwd), style);
}
