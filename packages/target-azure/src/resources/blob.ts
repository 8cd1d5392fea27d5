import type { ResourceKind } from '@strata/sdk';
import { classifyAzure } from '../errors';
import { callStorage } from '../wait';
import { openReach, type Reach } from './reach';
import { toAsk } from './remove';

/** A blob that a build makes: a VHD. */
export type BuildBlob = Reach & {
  readonly account: string;
  readonly container: string;
  readonly blob: string;
};

/** Name of the metadata by which a blob is known as a build's. Metadata have names of C#. */
export const BUILD_METADATA = 'strata_build_id';

export const blobKind: ResourceKind<BuildBlob> = {
  kind: 'azure-blob',
  async remove(context, { account, container, blob, ...reach }) {
    const session = await openReach(context, reach);
    const client = session.blobs(account).getContainerClient(container).getBlobClient(blob);
    const what = `${container}/${blob}`;
    const ask = toAsk(context);
    const metadata = await callStorage(ask, { action: 'Looking at the blob', what }, async (options) => {
      try {
        return (await client.getProperties(options)).metadata ?? {};
      } catch (error) {
        if (classifyAzure(error) === 'not-found') return {};
        throw error;
      }
    });
    if (metadata[BUILD_METADATA] !== reach.build) return;
    await callStorage(ask, { action: 'Deleting the blob', what }, (options) =>
      client.deleteIfExists({ ...options, deleteSnapshots: 'include' }),
    );
  },
};
