import type { Diagnostic, Range } from '@strata/diagnostics';

/** Where in the template something was asked for, ready to be spread into a diagnostic. */
export type Place = Pick<Diagnostic, 'subject'>;

export const placeOf = (range: Range | undefined): Place => (range ? { subject: range } : {});
