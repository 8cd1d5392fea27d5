import type { FakeAws, Region } from '../../../../tools/fakes/aws';
import type { RegionWish } from '../publish/wish';
import { makeFamily, type PublishRun, type TestImage } from './publish-world';

/** Where a thousand images are published to. */
export const manyRegions: readonly string[] = [
  ...['eu-central-1', 'eu-west-1', 'eu-north-1', 'us-east-1', 'us-west-2'],
];

/** Images of a layer each, all with the same disk. */
export function makeManyImages(count: number): readonly TestImage[] {
  const { golden } = makeFamily();
  return Array.from({ length: count }, (_, at) => ({
    ...golden,
    image: `image-${at}`,
    layers: [`l${at}`],
  }));
}

/** Puts into a cloud what publishing all of them would leave there. One image is published for that. */
export async function addAllAsPublished(
  { cloud }: FakeAws,
  run: PublishRun,
  images: readonly TestImage[],
): Promise<void> {
  await run.publish(makeFamily().golden);
  for (const image of images) {
    const { plans } = await run.prepare(image);
    for (const { wish } of plans) addAsPublished(cloud.region(wish.region), wish);
  }
}

function addAsPublished({ images: table, parameters }: Region, { name, tags, channels }: RegionWish): void {
  const [first, ...others] = table.all();
  const [[key, parameter] = []] = parameters;
  const [channel = ''] = channels;
  if (!first || !key || !parameter?.current) throw new Error('the first image is to be published before');
  const id = `ami-${(others.length + 1).toString(16).padStart(17, '0')}`;
  table.add({ ...first, id, traits: { ...first.traits, name }, tags: new Map(Object.entries(tags)) });
  const current = { ...parameter.current, value: id };
  parameters.set(key.replace(parameter.name, channel), { ...parameter, name: channel, current });
}
