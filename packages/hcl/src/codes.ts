import { defineCodes } from '@strata/diagnostics';

/** The problems of the language. */
export const problem = defineCodes({
  HCL001: 'Invalid expression',
});
export const codes = problem.codes;
