import type { Environment } from '@strata/sdk';

/** Seconds since 1970 that all files of a medium bear: `SOURCE_DATE_EPOCH`, or 0. */
export function getSourceDate({ variables }: Environment): number {
  const given = variables['SOURCE_DATE_EPOCH'] ?? '';
  return /^\d{1,12}$/.test(given) ? Number(given) : 0;
}
