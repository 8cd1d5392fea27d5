import type { Diagnostic } from '@strata/diagnostics';

/** Several uses of one block find the same problem in it. */
export function getDistinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Map(diagnostics.map((one) => [JSON.stringify([one.code, one.detail, one.subject]), one]));
  return [...seen.values()];
}
