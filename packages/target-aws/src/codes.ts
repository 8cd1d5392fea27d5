import { defineCodes } from '@strata/diagnostics';

/**
 * Everything that can go wrong with AWS. Numbers are grouped: 001 what AWS itself says, 030 options of builders and data
 * sources, 050 machines, 070 snapshots and images, 080 publishing, 090 keeping and removing.
 */
export const problem = defineCodes({
  AWS001: 'No credentials for AWS',
  AWS002: 'No region for AWS',
  AWS003: 'Credentials not accepted by AWS',
  AWS004: 'Credentials for AWS have expired',
  AWS005: 'Not permitted by AWS',
  AWS006: 'Region of AWS not enabled',
  AWS007: 'Quota of AWS reached',
  AWS008: 'No capacity at AWS',
  AWS009: 'Too many requests to AWS',
  AWS010: 'AWS does not answer',
  AWS011: 'Certificate not trusted',
  AWS012: 'AWS has a fault',
  AWS013: 'Not found at AWS',
  AWS014: 'Name taken at AWS',
  AWS015: 'Still in use at AWS',
  AWS016: 'Protected at AWS',
  AWS017: 'Wrong state at AWS',
  AWS018: 'Encryption key refused',
  AWS019: 'Request repeated with other contents',
  AWS020: 'Refused by AWS',
  AWS021: 'Failed at AWS',
  AWS022: 'Not ready in time at AWS',
  AWS023: 'Vault gave no credentials for AWS',
  AWS030: 'Option missing',
  AWS031: 'Options exclude each other',
  AWS032: 'Invalid value',
  AWS033: 'Option of old templates',
  AWS070: 'Snapshot not made',
  AWS071: 'Disk cannot be read',
  AWS080: 'Image not made',
  AWS081: 'Name of the image taken',
});
