import type { Resource } from '@strata/sdk';
import type { Part } from '../machine/made-image';
import type { AwsWork } from '../machine/work';
import { imageKind } from '../resources/image';
import { snapshotKind } from '../resources/snapshot';

/** An image and its snapshots in the ledger. */
export type NotedImage = Resource;

/** Writes down that an image is about to be made in a region. Its snapshots may outlive it, or come without it. */
export async function noteImage(
  { context: { resources }, reach }: Pick<AwsWork, 'context' | 'reach'>,
  region: string,
  part: Part,
): Promise<NotedImage> {
  const data = { ...reach, region, part };
  const snapshots = await resources.note(snapshotKind, data);
  const image = await resources.note(imageKind, data);
  return {
    remove: async () => {
      await image.remove();
      await snapshots.remove();
    },
    keep: async () => {
      await image.keep();
      await snapshots.keep();
    },
  };
}
