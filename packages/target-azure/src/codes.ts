import { defineCodes } from '@strata/diagnostics';

/**
 * Everything that can go wrong with Azure. Numbers are grouped: 001 what Azure itself says, 030 options of builders and
 * data sources, 050 machines, 070 disks and images, 080 publishing, 090 keeping and removing, 100 VM Applications.
 */
export const problem = defineCodes({
  AZU001: 'No credentials for Azure',
  AZU002: 'No subscription of Azure',
  AZU003: 'Credentials not accepted by Azure',
  AZU004: 'Credentials for Azure have expired',
  AZU005: 'Not permitted by Azure',
  AZU006: 'Service of Azure not registered',
  AZU007: 'Quota of Azure reached',
  AZU008: 'No capacity at Azure',
  AZU009: 'Too many requests to Azure',
  AZU010: 'Azure does not answer',
  AZU011: 'Certificate not trusted',
  AZU012: 'Azure has a fault',
  AZU013: 'Not found at Azure',
  AZU014: 'Name taken at Azure',
  AZU015: 'Still in use at Azure',
  AZU016: 'Locked at Azure',
  AZU017: 'Wrong state at Azure',
  AZU018: 'Azure is busy with it',
  AZU019: 'Encryption set refused',
  AZU020: 'Cannot be changed at Azure',
  AZU021: 'Refused by Azure',
  AZU022: 'Failed at Azure',
  AZU023: 'Not ready in time at Azure',
  AZU024: 'Failed inside the machine',
  AZU030: 'Option missing',
  AZU031: 'Options exclude each other',
  AZU032: 'Invalid value',
  AZU033: 'Option of old templates',
  AZU070: 'Disk not uploaded',
  AZU071: 'Disk cannot be read',
  AZU072: 'Disk too large for Azure',
  AZU080: 'Image version not made',
  AZU081: 'Version taken',
  AZU082: 'Image definition of another kind',
});
