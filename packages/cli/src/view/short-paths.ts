import { isAbsolute, relative } from 'node:path';
import type { Diagnostic, Range } from '@strata/diagnostics';

/** Diagnostics with the paths of their ranges as a person standing in `cwd` would write them. */
export function shortenPaths(diagnostics: readonly Diagnostic[], cwd: string): readonly Diagnostic[] {
  const shorten = (range: Range): Range =>
    isAbsolute(range.file) ? { file: relative(cwd, range.file), start: range.start, end: range.end } : range;
  return diagnostics.map(({ subject, context, related, ...rest }) => ({
    ...rest,
    ...(subject && { subject: shorten(subject) }),
    ...(context && { context: shorten(context) }),
    ...(related && { related: related.map(({ label, range }) => ({ label, range: shorten(range) })) }),
  }));
}
