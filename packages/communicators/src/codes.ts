import { defineCodes } from '@strata/diagnostics';

/** Everything that can go wrong between us and a machine that is being built. */
export const problem = defineCodes({
  COM001: 'File not sent',
  COM002: 'Folder not sent',
  COM003: 'File not fetched',
  COM004: 'Folder not fetched',
});
