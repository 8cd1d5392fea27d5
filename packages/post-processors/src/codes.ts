import { defineCodes } from '@strata/diagnostics';

/** Problems of the post-processors. */
export const problem = defineCodes({
  PPR001: 'Manifest cannot be read',
});
