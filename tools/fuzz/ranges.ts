import type { Diagnostic, Range } from '@strata/diagnostics';

/** The first place of a problem that lies outside of its text or ends before it begins. */
export function findBadRange(diagnostics: readonly Diagnostic[], text: string): string | undefined {
  const bytes = Buffer.byteLength(text);
  for (const { summary, subject, context } of diagnostics) {
    for (const range of [subject, context]) {
      if (range && !isInside(range, bytes)) return `“${summary}” stands at ${JSON.stringify(range)}`;
    }
  }
  return undefined;
}

function isInside({ start, end }: Range, bytes: number): boolean {
  return (
    start.line >= 1 && start.column >= 1 && start.byte >= 0 && start.byte <= end.byte && end.byte <= bytes
  );
}
