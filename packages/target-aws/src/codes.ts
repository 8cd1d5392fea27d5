import { defineCodes } from '@strata/diagnostics';

/**
 * Everything that can go wrong with AWS. Numbers are grouped: 001 what AWS itself says, 030 options of builders and data
 * sources, 050 machines, 070 snapshots and images, 080 publishing, 090 keeping and removing.
 */
export const problem = defineCodes({
  AWS001: 'No credentials for AWS',
  AWS030: 'Option missing',
  AWS031: 'Options exclude each other',
  AWS032: 'Invalid value',
});
