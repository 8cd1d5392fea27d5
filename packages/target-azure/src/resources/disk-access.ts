import type { ResourceKind } from '@strata/sdk';
import { classifyAzure } from '../errors';
import { complete } from './generic';
import { openReach, type Reach } from './reach';
import { REMOVED_WITHIN, toAsk } from './remove';

/** An address by which a disk can be read. As long as there is one, Azure does not delete the disk. */
export type DiskAccess = Reach & { readonly group: string; readonly disk: string };

export const diskAccessKind: ResourceKind<DiskAccess> = {
  kind: 'azure-disk-access',
  async remove(context, { group, disk, ...reach }) {
    const { disks } = (await openReach(context, reach)).compute();
    const request = { action: 'Ending the access to the disk', what: disk };
    const { signal: abortSignal } = context;
    try {
      await complete(toAsk(context), { request, within: REMOVED_WITHIN }, () =>
        disks.revokeAccess(group, disk, { abortSignal }),
      );
    } catch (error) {
      if (classifyAzure((error as Error).cause ?? error) !== 'not-found') throw error;
    }
  },
};
