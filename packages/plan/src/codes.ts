import { defineCodes } from '@strata/diagnostics';

/** Problems of deciding what will be done. */
export const problem = defineCodes({
  PLN001: 'No build matches',
  PLN002: 'No builds to run',
  PLN003: 'Two builds for one receipt',
  PLN004: 'Value not known before the build',
  PLN005: 'Parent image not built',
  PLN006: 'Output of another project missing',
  PLN007: 'File missing',
  PLN008: 'Base not resolved',
  PLN009: 'Step never the same',
});
export const codes = problem.codes;
