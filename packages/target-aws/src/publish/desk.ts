import type { AwsContext } from './context';
import type { FoundImage } from './found-image';
import { listImages } from './list-images';
import { listParameters, listParametersBelow } from './list-parameters';
import type { RegionView } from './plan-region';
import { tagNames } from './tags';
import { fill } from './wish';

/**
 * What is known of the account, region by region, looked up once for all images of a run: the number of questions does not
 * grow with the images.
 */
export interface Desk {
  /** @param names of parameters that are to be known */
  view(region: string, names: readonly string[]): Promise<RegionView>;
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
  /**
   * Whether the channels of all images are looked up at once, for a run that is about many of them.
   *
   * @default true
   */
  readonly isAhead?: boolean;
}

export function createDesk(context: AwsContext, { channels, shared, isAhead = true }: DeskOptions): Desk {
  const views = new Map<string, Promise<KnownRegion>>();
  const getAhead = (images: readonly FoundImage[]) => (isAhead ? listChannels(images, channels) : []);
  const look = async (region: string): Promise<RegionView> => {
    const images = await listImages(context, region, [{ Name: 'tag-key', Values: [tagNames.key] }]);
    return { images, parameters: await listParameters(context, region, getAhead(images)) };
  };
  const open = async (region: string): Promise<KnownRegion> => {
    const { images, parameters } = await (shared?.find(region, () => look(region)) ?? look(region));
    const asked = new Set([...getAhead(images), ...parameters.keys()]);
    return { images, parameters: new Map(parameters), asked };
  };
  return {
    view: async (region, names) => {
      const known = views.get(region) ?? open(region);
      views.set(region, known);
      // The next one asks again, in place of being told of a failure of before.
      known.catch(() => views.delete(region));
      return learnParameters(context, region, { known: await known, names });
    },
    forget: async (region) => {
      views.delete(region);
      await shared?.remove(region);
    },
  };
}

/** A view that parameters are added to. */
interface KnownRegion extends RegionView {
  readonly parameters: Map<string, string>;
  /** Parameters that were asked for, whether they are there or not. */
  readonly asked: Set<string>;
}

async function learnParameters(
  context: AwsContext,
  region: string,
  { known, names }: { readonly known: KnownRegion; readonly names: readonly string[] },
): Promise<RegionView> {
  const unknown = names.filter((name) => !known.asked.has(name));
  for (const [name, value] of await listParameters(context, region, unknown))
    known.parameters.set(name, value);
  for (const name of unknown) known.asked.add(name);
  return known;
}

/** Channels of the images that are there. What a channel of another holds does not matter: it is to be moved anyway. */
function listChannels(images: readonly FoundImage[], channels: readonly string[]): readonly string[] {
  const names = new Set(images.flatMap(({ image }) => image ?? []));
  return [...new Set([...names].flatMap((image) => channels.map((channel) => fill(channel, { image }))))];
}

/**
 * What the channels of all images hold, of those too that are not there any more. They lie below a path; channels that name no
 * image are single.
 */
export async function readChannels(
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
export function getPath(channel: string): string | undefined {
  const [, path] = /^(\/[^{]*)\/[^/{]*\{image\}/.exec(channel) ?? [];
  return path;
}
