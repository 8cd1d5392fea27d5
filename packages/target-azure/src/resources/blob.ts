import { Failure } from '@strata/diagnostics';
import type { ResourceKind } from '@strata/sdk';
import { classifyAzure, hasAzureCode } from '../errors';
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
    const look = () =>
      callStorage(ask, { action: 'Looking at the blob', what }, async (options) => {
        try {
          const { metadata, etag } = await client.getProperties(options);
          return metadata?.[BUILD_METADATA] === reach.build ? { ifMatch: etag ?? '' } : undefined;
        } catch (error) {
          if (classifyAzure(error) === 'not-found') return undefined;
          throw error;
        }
      });
    // What another has taken up since we looked at it is not ours any more.
    for (let conditions = await look(); conditions; conditions = await look())
      try {
        const options = { deleteSnapshots: 'include', conditions } as const;
        await callStorage(ask, { action: 'Deleting the blob', what }, (more) =>
          client.deleteIfExists({ ...more, ...options }),
        );
        return;
      } catch (error) {
        if (!hasAzureCode(error instanceof Failure ? error.cause : error, 'ConditionNotMet')) throw error;
      }
  },
};
