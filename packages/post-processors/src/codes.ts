import { defineCodes } from '@strata/diagnostics';

/** Problems of the post-processors. */
export const problem = defineCodes({
  PPR001: 'Manifest cannot be read',
  PPR002: 'File of the artifact is missing',
  PPR003: 'Missing option',
  PPR004: 'Archive cannot be written',
  PPR005: 'Unknown artifact type',
  PPR006: 'Container image has no name',
});
