import { defineCodes } from '@strata/diagnostics';

/** Problems of running a plan. */
export const problem = defineCodes({
  ENG001: 'Image project not found',
  ENG002: 'Images depend on each other in a ring',
  ENG003: 'Output of another project is missing',
  ENG004: 'File not found',
  ENG005: 'Provisioner failed',
  ENG006: 'Step timed out',
  ENG007: 'Receipt cannot be read',
  ENG008: 'Parent image was not built',
  ENG009: 'Build was cancelled',
  ENG010: 'Receipt cannot be written',
  ENG011: 'Post-processor failed',
  ENG012: 'Post-processor not applied',
  ENG013: 'Image has several sources',
  ENG014: 'Clean-up step failed',
  ENG015: 'Something was left behind',
  ENG016: 'Unknown kind of leftover',
  ENG017: 'Nothing was built yet',
  ENG018: 'Artifact is not what it was',
  ENG019: 'Refused by the operating system',
});
