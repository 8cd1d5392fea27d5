import { isAbsolute, relative } from 'node:path';
import type { DiagnosticView, Range } from '@strata/diagnostics';

/** Problems with the paths of their ranges as a person standing in `cwd` would write them. */
export function shortenPaths(views: readonly DiagnosticView[], cwd: string): readonly DiagnosticView[] {
  const shorten = (range: Range): Range =>
    isAbsolute(range.file) ? { ...range, file: relative(cwd, range.file) } : range;
  // The keys keep their order: programs are shown them too.
  return views.map((view) => ({
    ...view,
    ...(view.range && { range: shorten(view.range) }),
    ...(view.related && {
      related: view.related.map((place) => ({ ...place, range: shorten(place.range) })),
    }),
  }));
}
