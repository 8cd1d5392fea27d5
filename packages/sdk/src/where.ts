import type { Range } from '@strata/diagnostics';

/** A range that may be unknown, as the part of a diagnostic that it is. */
export function where(subject: Range | undefined): { readonly subject?: Range } {
  return subject ? { subject } : {};
}
