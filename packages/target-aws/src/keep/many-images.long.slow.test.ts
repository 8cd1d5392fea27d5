import { seedParameter } from '../../../../tools/fakes/aws';
import { day, type KeepWorld, openKeepWorld } from '../testing/keep-world';
import { testDestination } from '../testing/publish-world';

const regions = ['eu-central-1', 'eu-west-1', 'eu-north-1', 'us-east-1', 'us-west-2'];
const destination = { ...testDestination, regions };
const projects = Array.from({ length: 200 }, (_, at) => `image-${at}`);
/** Versions of each: a thousand images in a region. */
const versions = 5;
const images = new Set(projects);

/** Each region has all versions of all projects, and a channel of each that holds the newest. */
async function seed(world: KeepWorld): Promise<void> {
  for (const region of regions)
    for (const image of projects) {
      let newest = '';
      for (let age = versions; age >= 1; age -= 1) newest = await world.add({ region, image, age });
      seedParameter(world.cloud.fake.cloud, { region, name: `/images/${image}/stable`, value: newest });
    }
}

function countCalls({ cloud: { fake } }: KeepWorld): Readonly<Record<string, number>> {
  const actions = fake.log.calls.map(({ action }) => action).sort();
  return Object.fromEntries(actions.map((action) => [action, fake.log.of(action).length]));
}

let world: KeepWorld;
beforeAll(async () => {
  world = await openKeepWorld();
  await seed(world);
}, 300_000);
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.cloud.fake.log.clear());

test('a thousand images in five regions that all stay are asked for by pages, and for nothing else', async () => {
  const rules = { newest: versions, youngerThan: undefined, quarantine: 14 * day };
  expect(await world.apply({ destination, images, rules })).toEqual([]);
  expect(countCalls(world)).toEqual({ GetCallerIdentity: 1, DescribeImages: 5, DescribeSnapshots: 5 });
});

test('where images may go, who refers to them is asked by pages too, and not image by image', async () => {
  const rules = { newest: 1, youngerThan: undefined, quarantine: 14 * day };
  const { decisions } = await world.prepare({ destination, images, rules });
  expect(decisions.filter(({ act }) => act === 'quarantine')).toHaveLength(
    regions.length * projects.length * (versions - 1),
  );
  expect(world.cloud.fake.log.mutating()).toEqual([]);
  expect(countCalls(world)).toEqual({
    ...{ GetCallerIdentity: 1, DescribeImages: 5, DescribeSnapshots: 5 },
    ...{ DescribeInstances: 5, DescribeLaunchTemplateVersions: 5 },
    ...{ DescribeAutoScalingGroups: 5, DescribeLaunchConfigurations: 5 },
    // The channels of all images, by ten.
    GetParametersByPath: (projects.length / 10) * regions.length,
  });
});
