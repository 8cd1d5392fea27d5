import { defineCodes } from '@strata/diagnostics';

/**
 * Everything that can go wrong with Azure. Numbers are grouped: 001 what Azure itself says, 030 options of builders and
 * data sources, 050 machines, 070 disks and images, 080 publishing, 090 keeping and removing, 100 VM Applications.
 */
export const problem = defineCodes({
  AZU001: 'No credentials for Azure',
});
