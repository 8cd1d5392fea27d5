import type { AwsContext } from '../publish/context';
import { type FoundImage, toFoundImage } from '../publish/found-image';
import { describeImages } from '../publish/list-images';

/** An image of the account, whoever made it. */
export interface AccountImage extends FoundImage {
  /** The image of this region that it was made from, as far as AWS knows. */
  readonly source: string | undefined;
  /** Milliseconds since the epoch: when a machine was last started from it, in any account. AWS tells it a day later. */
  readonly launched: number | undefined;
}

/** All images of the account in a region: those of others may stand on ours. */
export async function listAccountImages(
  context: AwsContext,
  region: string,
): Promise<readonly AccountImage[]> {
  const images = await describeImages(context, region, []);
  return images.map((image) => ({
    ...toFoundImage(image),
    source: (image.SourceImageRegion ?? region) === region ? image.SourceImageId : undefined,
    launched: image.LastLaunchedTime === undefined ? undefined : Date.parse(image.LastLaunchedTime),
  }));
}
