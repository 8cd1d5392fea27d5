import type { AwsContext } from './context';
import { listImages } from './list-images';
import { listParameters } from './list-parameters';
import { fill } from './wish';

/** What has become of an image that was published to a region. */
export interface ImageStanding {
  /** Whether machines can be started from it. */
  readonly isThere: boolean;
  /** What a channel of the region holds in its place; undefined when all hold the image itself. */
  readonly replacedBy: string | undefined;
}

/**
 * Asks a region about an image. Changes nothing.
 *
 * @param channels names of parameters, in which `{image}` stands for the image's name
 */
export async function findImageStanding(
  context: AwsContext,
  {
    region,
    id,
    channels,
  }: { readonly region: string; readonly id: string; readonly channels: readonly string[] },
): Promise<ImageStanding> {
  const [found] = await listImages(context, region, [{ Name: 'image-id', Values: [id] }]);
  const image = found?.image;
  if (image === undefined) return { isThere: found !== undefined, replacedBy: undefined };
  const names = channels.map((channel) => fill(channel, { image }));
  const values = await listParameters(context, region, names);
  const others = names.map((name) => values.get(name) ?? 'nothing').filter((value) => value !== id);
  return { isThere: found?.state === 'available', replacedBy: others[0] };
}
