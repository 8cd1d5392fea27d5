import { defineCodes } from '@strata/diagnostics';

/** Problems of tests of images. */
export const problem = defineCodes({
  TST001: 'Test file is not valid YAML',
  TST002: 'Unknown kind of check',
  TST003: 'Unknown attribute',
  TST004: 'Missing attribute',
  TST005: 'Wrong type of value',
  TST006: 'Unknown matcher',
  TST007: 'Invalid regular expression',
  TST008: 'Invalid version constraint',
  TST009: 'Test file cannot be read',
  TST010: 'Included file not found',
  TST011: 'Test files include each other in a ring',
  TST012: 'Check asserts nothing',
  TST013: 'Invalid name of a port',
  TST014: 'Unknown place for a test',
  TST015: 'No tests found',
  TST016: 'Unknown subject of a test',

  TST020: 'Check failed',
  TST021: 'Test script failed',
  TST022: 'Test failed',
  TST023: 'Test program cannot be loaded',
  TST024: 'Guest cannot be asked',
  TST025: 'Left in the guest',
});
