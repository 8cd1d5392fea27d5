import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import type { AwsContext } from './context';
import { listImages } from './list-images';
import type { RegionWish } from './wish';

const second = 1000;
const between = 5 * second;
/** An image that was made a moment ago may not be told of yet, though its name is taken. */
const knownWithin = 180 * second;

/**
 * The image whose name is taken, when it is the one that is wanted.
 *
 * @returns its id
 * @throws Failure AWS081 when another image has the name
 */
export async function adoptImage(context: AwsContext, { region, name, key }: RegionWish): Promise<string> {
  const begun = context.clock.now();
  for (;;) {
    const [image] = await listImages(context, region, [{ Name: 'name', Values: [name] }]);
    if (image?.key === key) return image.id;
    if (image || context.clock.now() - begun > knownWithin) throw taken(region, name, image?.id);
    await context.clock.sleep(between, context.signal);
  }
}

function taken(region: string, name: string, id: string | undefined): Failure {
  return new Failure(
    problem('AWS081', {
      detail: `Another image in ${region} has the name ${name} already${id === undefined ? '' : `: ${id}`}.`,
      hint: 'Give images of this destination other names ("name" in destinations.json), or remove the other image.',
    }),
  );
}
