import { createClock } from '@strata/sdk/node';
import { createMemoryFiles } from '@strata/sdk/testing';
import {
  mapDisk,
  openDisk,
  openUploadJournal,
  planUpload,
  uploadSnapshot,
} from '../../packages/target-aws/src/snapshot';
import type { Uploader } from './upload';

/** Strata's own, as `strata publish` does it. */
export const strata: Uploader = {
  name: 'Strata',
  upload: async ({ cloud, region, path, signal }) => {
    await using disk = await openDisk({ path });
    const context = { session: await cloud.open(), clock: createClock(), signal };
    const plan = planUpload(await mapDisk(disk, context));
    const journal = await openUploadJournal(createMemoryFiles({}), { path: '/journal', plan });
    await uploadSnapshot(context, {
      ...{ region, disk, plan, journal },
      token: 'disk',
      description: 'disk',
      tags: [],
      encryption: { isEncrypted: false },
    });
  },
};
