import { defineCodes } from '@strata/diagnostics';

/** Problems of the post-processors. */
export const problem = defineCodes({
  PPR001: 'Manifest cannot be read',
  PPR002: 'File of the artifact is missing',
  PPR003: 'Missing option',
  PPR004: 'Archive cannot be written',
  PPR005: 'Unknown artifact type',
  PPR006: 'Container image has no name',
  PPR007: 'No answer in time',
  PPR008: 'Server refused',
  PPR009: 'Password in the clear',
  PPR010: 'Message not sent',
  PPR011: 'Pipeline not started',
  PPR012: 'Number out of range',
  PPR013: 'Invalid name of a repository',

  PPR030: 'Package data base cannot be read',
  PPR031: 'No packages found',
  PPR032: 'Outputs with the same name',

  PPR040: 'No scanner',
  PPR041: 'Scanner failed',
  PPR042: 'Report not understood',
  PPR043: 'Security data not usable',
  PPR044: 'Findings fail the gate',
  PPR045: 'Exception has expired',
  PPR046: 'Invalid date',
  PPR047: 'File of exceptions not understood',
  PPR048: 'Exception without a finding',

  PPR050: 'Box cannot be made',

  PPR060: 'Nothing to say the provenance of',
  PPR061: 'File of the artifact not readable',
  PPR062: 'Key not usable',
  PPR063: 'No URI',
  PPR064: 'Origin not known',
  PPR065: 'Passphrase not given',
  PPR066: 'No provenance',
  PPR067: 'Signature does not fit',
  PPR068: 'Not signed',
  PPR069: 'Layers not checked',
  PPR070: 'Not what was built',
  PPR071: 'Artifact not there',

  PPR080: 'Option without a format',
  PPR081: 'Invalid size of a disk',
  PPR082: 'Options that exclude each other',
  PPR083: 'Export over its own source',
});
