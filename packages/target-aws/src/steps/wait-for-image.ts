import { type MadeImage, toMadeImage } from '../machine/made-image';
import type { Work } from '../machine/work';
import { getFailedImage, getPatience, type Patience, waitFor } from '../wait';

/** Waits until an image can be used. @throws Failure with AWS's reason when it never can */
export async function waitForImage(
  { context, looks, options }: Work,
  { region, id, usual }: { readonly region: string; readonly id: string; readonly usual: Patience },
): Promise<MadeImage> {
  const image = await waitFor(context, {
    request: { action: 'DescribeImages', region, what: `image ${id}` },
    describe: () => looks.image(region, id),
    isDone: ({ State }) => State === 'available',
    isFailed: getFailedImage,
    patience: getPatience(usual, options, context.ports.environment.variables),
  });
  return toMadeImage(region, image);
}
