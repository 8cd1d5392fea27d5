import { Failure } from '@strata/diagnostics';
import type { ResourceKind } from '@strata/sdk';
import { classifyAzure, hasAzureCode } from '../errors';
import { callManager, completeOperation } from '../wait';
import { openReach, type Reach } from './reach';
import { isOf, REMOVED_WITHIN, toAsk } from './remove';

/** A managed disk that a publication uploads to. As long as it can be written to, Azure does not delete it. */
export type ManagedDisk = Reach & { readonly group: string; readonly disk: string };

export const managedDiskKind: ResourceKind<ManagedDisk> = {
  kind: 'azure-managed-disk',
  async remove(context, { group, disk, ...reach }) {
    const { disks } = (await openReach(context, reach)).compute();
    const ask = toAsk(context);
    const { signal: abortSignal } = context;
    const within = REMOVED_WITHIN;
    const found = await callManager(ask, { action: 'Looking for the disk', what: disk }, async (options) => {
      try {
        return await disks.get(group, disk, options);
      } catch (error) {
        if (classifyAzure(error) === 'not-found') return undefined;
        throw error;
      }
    });
    if (!found || !isOf(reach, found)) return;
    if (found.diskState === 'ActiveUpload')
      try {
        const request = { action: 'Ending the upload to the disk', what: disk };
        await completeOperation(ask, { request, within }, () =>
          disks.revokeAccess(group, disk, { abortSignal }),
        );
      } catch (error) {
        // What nobody wrote a footer to stays open until its time is over: the deletion tells so.
        const cause = error instanceof Failure ? error.cause : error;
        if (!hasAzureCode(cause, 'InvalidVhd')) throw error;
      }
    const request = { action: 'Deleting the disk', what: disk };
    await completeOperation(ask, { request, within }, () => disks.delete(group, disk, { abortSignal }));
  },
};
