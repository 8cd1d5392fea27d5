import type { ContainerClient } from '@azure/storage-blob';
import { Failure } from '@strata/diagnostics';
import type { RemoveContext, ResourceKind } from '@strata/sdk';
import { classifyAzure, hasAzureCode } from '../errors';
import { callStorage } from '../wait';
import { BUILD_METADATA } from './blob';
import { openReach, type Reach } from './reach';
import { toAsk } from './remove';

/** A container of blobs that a build or a publication made. It is everybody's as soon as something is in it. */
export type OwnContainer = Reach & { readonly account: string; readonly container: string };

export const containerKind: ResourceKind<OwnContainer> = {
  kind: 'azure-container',
  async remove(context, { account, container, ...reach }) {
    const session = await openReach(context, reach);
    const client = session.blobs(account).getContainerClient(container);
    const ask = toAsk(context);
    const found = await findContainer(context, client);
    if (found?.metadata?.[BUILD_METADATA] !== reach.build) return;
    const isUsed = await callStorage(
      ask,
      { action: 'Listing blobs in', what: container },
      async (options) => {
        for await (const _ of client.listBlobsFlat(options)) return true;
        return false;
      },
    );
    if (isUsed) return;
    try {
      await callStorage(ask, { action: 'Deleting the container', what: container }, (options) =>
        // Who is about to use it takes our mark from it first, which is a change.
        client.deleteIfExists({ ...options, conditions: { ifUnmodifiedSince: found.lastModified } }),
      );
    } catch (error) {
      if (!hasAzureCode(error instanceof Failure ? error.cause : error, 'ConditionNotMet')) throw error;
    }
  },
};

async function findContainer(context: RemoveContext, client: ContainerClient) {
  const call = { action: 'Looking at the container', what: client.containerName };
  return callStorage(toAsk(context), call, async (options) => {
    try {
      const { metadata, lastModified } = await client.getProperties(options);
      return lastModified && { metadata, lastModified };
    } catch (error) {
      if (classifyAzure(error) === 'not-found') return undefined;
      throw error;
    }
  });
}
