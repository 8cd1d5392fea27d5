import { createHash } from 'node:crypto';
import type { CopyImageRequest } from '@aws-sdk/client-ec2';
import { Failure } from '@strata/diagnostics';
import { hasAwsCode, readAwsError } from '../errors';
import { adoptImage } from './adopt-image';
import { callAws } from './call';
import type { AwsContext } from './context';
import type { FoundImage } from './found-image';
import type { Encryption } from './settings';
import { tagNames, toAwsTags } from './tags';
import type { RegionWish } from './wish';

const second = 1000;
/** AWS makes 20 copies at a time into a region, of all that the account has; others are waited for. */
const roomWithin = 3600 * second;
const between = 30 * second;

/**
 * Has an image copied into a region; when another publication was faster, its copy is the one.
 *
 * @returns its id
 * @throws Failure AWS081 when another image has the name
 */
export async function copyImage(
  context: AwsContext,
  {
    wish,
    source,
    encryption,
    attempt,
  }: {
    readonly wish: RegionWish;
    readonly source: FoundImage & { readonly region: string };
    readonly encryption: Encryption;
    /** Another one makes another copy. */
    readonly attempt: number;
  },
): Promise<string> {
  const { region, name } = wish;
  const tags = toAwsTags({ ...wish.tags, [tagNames.disk]: source.tags[tagNames.disk] ?? '' });
  const kmsKey = encryption.kmsKeys[region];
  const request: CopyImageRequest = {
    SourceImageId: source.id,
    SourceRegion: source.region,
    Name: name,
    Description: name,
    ClientToken: getToken(source.id, wish, attempt),
    ...(encryption.isEncrypted && { Encrypted: true, ...(kmsKey !== undefined && { KmsKeyId: kmsKey }) }),
    TagSpecifications: [
      { ResourceType: 'image', Tags: tags },
      { ResourceType: 'snapshot', Tags: tags },
    ],
  };
  const begun = context.clock.now();
  for (;;) {
    try {
      const call = { action: 'CopyImage', region, what: name, isYoung: true };
      const answer = await callAws(context, call, (options) =>
        context.session.ec2(region).copyImage(request, options),
      );
      if (answer.ImageId === undefined) throw new Error('CopyImage answered no image');
      return answer.ImageId;
    } catch (error) {
      if (hasAwsCode(getCause(error), 'InvalidAMIName.Duplicate')) return adoptImage(context, wish);
      if (!isFull(error) || context.clock.now() - begun > roomWithin) throw error;
      await context.clock.sleep(between, context.signal);
    }
  }
}

function getCause(error: unknown): unknown {
  return error instanceof Failure ? error.cause : error;
}

/** AWS has the same code for other quotas, which do not pass by waiting. */
function isFull(error: unknown): boolean {
  const { code, message } = readAwsError(getCause(error)) ?? {};
  return code === 'ResourceLimitExceeded' && /cop(?:y|ies)/i.test(message ?? '');
}

/** Of the publication too: what a sweep removed is not to be given once more. */
function getToken(source: string, { region, tags }: RegionWish, attempt: number): string {
  return createHash('sha256')
    .update(JSON.stringify([source, region, tags[tagNames.build], attempt]))
    .digest('hex');
}
