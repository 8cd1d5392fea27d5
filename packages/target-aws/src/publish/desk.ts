import type { AwsContext } from './context';
import { listImages } from './list-images';
import { listParameters, listParametersBelow } from './list-parameters';
import type { RegionView } from './plan-region';
import { tagNames } from './tags';

/**
 * What is known of the account, region by region, looked up once for all images of a run: the number of questions does not
 * grow with the images.
 */
export interface Desk {
  view(region: string): Promise<RegionView>;
  /** What is known of a region is not true any more. */
  forget(region: string): void;
}

/** @param channels names of parameters, in which `{image}` stands for any image */
export function createDesk(context: AwsContext, channels: readonly string[]): Desk {
  const views = new Map<string, Promise<RegionView>>();
  const look = async (region: string): Promise<RegionView> => {
    const [images, parameters] = await Promise.all([
      listImages(context, region, [{ Name: 'tag-key', Values: [tagNames.key] }]),
      readChannels(context, region, channels),
    ]);
    return { images, parameters };
  };
  return {
    view: (region) => {
      const known = views.get(region) ?? look(region);
      views.set(region, known);
      // The next one asks again, in place of being told of a failure of before.
      known.catch(() => views.delete(region));
      return known;
    },
    forget: (region) => views.delete(region),
  };
}

/** Channels of all images lie below a path; those that name no image are single. */
async function readChannels(
  context: AwsContext,
  region: string,
  channels: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const paths = new Set(channels.flatMap((channel) => getPath(channel) ?? []));
  const single = channels.filter((channel) => getPath(channel) === undefined);
  const all = await Promise.all([
    listParameters(context, region, single),
    ...[...paths].map((path) => listParametersBelow(context, region, path)),
  ]);
  return new Map(all.flatMap((each) => [...each]));
}

/** The path above the first part with an image's name in it: `/images` of `/images/{image}/stable`. */
function getPath(channel: string): string | undefined {
  const [, path] = /^(\/[^{]*)\/[^/{]*\{image\}/.exec(channel) ?? [];
  return path;
}
