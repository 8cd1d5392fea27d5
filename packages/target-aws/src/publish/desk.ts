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
  forget(region: string): Promise<void>;
}

/** Where processes of one run leave for each other what they know of a region. */
export interface SharedViews {
  /** What another one left; else what `look` gives, which others find then. */
  find(region: string, look: () => Promise<RegionView>): Promise<RegionView>;
  remove(region: string): Promise<void>;
}

export interface DeskOptions {
  /** Names of parameters, in which `{image}` stands for any image. */
  readonly channels: readonly string[];
  /** @default the run is one process */
  readonly shared?: SharedViews | undefined;
}

export function createDesk(context: AwsContext, { channels, shared }: DeskOptions): Desk {
  const views = new Map<string, Promise<RegionView>>();
  const look = async (region: string): Promise<RegionView> => {
    const [images, parameters] = await Promise.all([
      listImages(context, region, [{ Name: 'tag-key', Values: [tagNames.key] }]),
      readChannels(context, region, channels),
    ]);
    return { images, parameters };
  };
  const find = (region: string) => shared?.find(region, () => look(region)) ?? look(region);
  return {
    view: (region) => {
      const known = views.get(region) ?? find(region);
      views.set(region, known);
      // The next one asks again, in place of being told of a failure of before.
      known.catch(() => views.delete(region));
      return known;
    },
    forget: async (region) => {
      views.delete(region);
      await shared?.remove(region);
    },
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
