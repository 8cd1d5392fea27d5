import { toAwsFailure } from '../errors';
import { chooseUpload, keepBlockMap, mapDisk, openDisk, uploadSnapshot } from '../snapshot';
import type { AwsContext } from './context';
import { type DiskSnapshot, findWholeSnapshot, waitForSnapshot } from './find-snapshot';
import type { FoundImage } from './found-image';
import type { MakeRequest } from './request';
import { tagNames } from './tags';
import { findUploadParents } from './upload-parents';
import type { RegionWish } from './wish';

/** Sees to it that the home region has a whole snapshot of the image's disk; uploads what is missing of it. */
export async function ensureSnapshot(
  context: AwsContext,
  request: MakeRequest,
  { wish, images }: { readonly wish: RegionWish; readonly images: readonly FoundImage[] },
): Promise<DiskSnapshot> {
  const { region, key } = wish;
  const whole = await findWholeSnapshot(context, region, key);
  if (whole) return whole;
  await using made = await request.makeDisk();
  await using disk = await openDisk(made.file);
  const map = await mapDisk(disk, context);
  const digest = await keepBlockMap(request.maps, map);
  const { parents, maps, log } = request;
  const plan = chooseUpload(map, await findUploadParents(maps, { wish, images, parents }));
  const journal = await log.openUpload(plan);
  await log.note({ region, key, state: 'uploading' });
  const tags = { ...wish.tags, [tagNames.disk]: digest };
  const upload = {
    ...{ region, disk, plan, journal },
    // Of the publication too: what a sweep removed is not to be given once more.
    token: [wish.tags[tagNames.build], digest, plan.parent ?? ''].join(' '),
    description: wish.name,
    tags: Object.entries(tags).map(([name, value]) => ({ key: name, value })),
    encryption: {
      isEncrypted: request.destination.encryption.isEncrypted,
      kmsKeyArn: request.destination.encryption.kmsKeys[region],
    },
  };
  try {
    const { snapshotId } = await uploadSnapshot(context, upload);
    await waitForSnapshot(context, region, snapshotId);
    return { id: snapshotId, disk: digest };
  } catch (error) {
    context.signal.throwIfAborted();
    throw toAwsFailure(error, { action: 'the upload of its snapshot', region, what: wish.name });
  }
}
