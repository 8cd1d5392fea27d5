import { randomUUID } from 'node:crypto';
import type { CopyImageRequest } from '@aws-sdk/client-ec2';
import { readAwsError } from '../errors';
import type { ImageOptions } from '../machine/image-options';
import type { ImageTags } from '../machine/image-tags';
import type { MadeImage } from '../machine/made-image';
import { getToken } from '../machine/names';
import { specifyTags } from '../machine/tags';
import type { Work } from '../machine/work';
import { patience, tryAgain } from '../wait';
import { waitForImage } from './wait-for-image';

/** AWS makes 20 copies at a time into a region, of all that the account has; others are waited for. */
const ROOM = { limit: 3_600_000, firstDelay: 5_000, longestDelay: 60_000 };

export interface CopyWish {
  readonly source: MadeImage;
  readonly region: string;
  readonly description?: string | undefined;
  readonly tags: ImageTags;
}

/** Copies an image to a region under its final name, and waits for it: Packer's StepAMIRegionCopy. It must be noted before. */
export async function copyImage(work: Work<ImageOptions>, wish: CopyWish): Promise<MadeImage> {
  const { context, options, session } = work;
  const { region } = wish;
  context.reporter.say(`Copying to: ${region}`);
  const request = createRequest(work, wish);
  const { ImageId: id = '' } = await tryAgain(
    context,
    {
      request: { action: 'CopyImage', region, what: options.ami_name },
      patience: ROOM,
      isWorthAnother: isWaiting,
    },
    () => session.ec2(region).copyImage(request, { abortSignal: context.signal }),
  );
  return waitForImage(work, { region, id, usual: patience.copy });
}

function createRequest(
  { options, reach, region: home }: Work<ImageOptions>,
  { source, region, description, tags }: CopyWish,
): CopyImageRequest {
  const key = getKey(options, region === home, region);
  const encrypts = options.encrypt_boot;
  return {
    Name: options.ami_name,
    SourceImageId: source.id,
    SourceRegion: source.region,
    // A step that is tried again wants another copy, not the one that failed.
    ClientToken: getToken(reach.build, 'copy', source.id, region, randomUUID()),
    ...(description && { Description: description }),
    ...(encrypts !== undefined && { Encrypted: encrypts }),
    ...(encrypts && key && { KmsKeyId: key }),
    ...(options.snapshot_copy_duration_minutes && {
      SnapshotCopyCompletionDurationMinutes: options.snapshot_copy_duration_minutes,
    }),
    TagSpecifications: specifyTags({ image: tags.image, snapshot: tags.snapshot }),
  };
}

/** An empty key is the account's default in the region. */
function getKey(
  { kms_key_id: own, region_kms_key_ids: keys }: ImageOptions,
  isHome: boolean,
  region: string,
): string | undefined {
  return keys?.[region] ?? (isHome ? own : undefined);
}

/** A copy whose source is not known in the other region yet, or that there is no room for now. */
function isWaiting(error: unknown): boolean {
  const { code = '', message = '' } = readAwsError(error) ?? {};
  if (code === 'ResourceLimitExceeded') return /cop(?:y|ies)/iu.test(message);
  return (
    code === 'InvalidAMIID.Unavailable' || (code === 'InvalidRequest' && /not.*available/iu.test(message))
  );
}
