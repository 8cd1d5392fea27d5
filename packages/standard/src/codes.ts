import { defineCodes } from '@strata/diagnostics';

/** Problems of data sources that ask the world. */
export const problem = defineCodes({
  STD001: 'Server refused',
  STD002: 'Answer is no text',
  STD003: 'Answer too large',
  STD004: 'No answer in time',
});
