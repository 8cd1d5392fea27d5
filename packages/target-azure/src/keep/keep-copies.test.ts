import { day, type KeepWorld, openKeepWorld } from '../testing/keep-world';
import { testDestination } from '../testing/publish-world';

let world: KeepWorld;
beforeEach(async () => {
  world = await openKeepWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

const regions = testDestination.regions.filter(({ name }) => name !== 'eastus');
/** It had eastus once. */
const destination = { ...testDestination, regions };
const find = (id: string) => world.cloud.fake.cloud.resources.find(id);
const getRegions = (id: string) => {
  const profile = Object(find(id)?.properties.publishingProfile);
  return profile.targetRegions.map(({ name }: { readonly name: string }) => name);
};
const told = async () => {
  const { parts } = await world.prepare({ destination });
  return parts.map(({ image, act, reason }) => `${act} ${image.place}: ${reason}`);
};
const applied = async () =>
  (await world.apply({ destination })).map(({ name, place, act, state }) => [name, place, act, state]);

/** A version in four regions, one of which somebody else added. */
const add = () =>
  world.add({
    ...{ name: '1.0.0', age: 1 },
    regions: ['westeurope', 'northeurope', 'eastus', 'southeastasia'],
    tags: { 'strata-regions': 'westeurope,northeurope,eastus' },
  });

test('a region that was given up is left when its time is over, and those of others never', async () => {
  const id = add();
  expect(await told()).toEqual([
    'quarantine eastus: the destination gave this region up, and nobody there uses it',
  ]);
  expect(await applied()).toEqual([['copy of web 1.0.0', 'eastus', 'quarantine', 'done']]);
  expect(find(id)?.envelope.tags).toMatchObject({ 'strata-quarantined-eastus': '2026-11-22T12:00:00.000Z' });
  expect(getRegions(id)).toHaveLength(4);
  world.clock.advance(14 * day);
  expect(await applied()).toEqual([['copy of web 1.0.0', 'eastus', 'remove', 'done']]);
  expect(getRegions(id)).toEqual(['westeurope', 'northeurope', 'southeastasia']);
  expect(find(id)?.envelope.tags).toMatchObject({ 'strata-regions': 'westeurope,northeurope' });
  expect(find(id)?.envelope.tags).not.toHaveProperty('strata-quarantined-eastus');
  expect(await applied()).toEqual([]);
});

test('who uses a version in the region keeps it there, and who uses it elsewhere does not', async () => {
  const id = add();
  world.addUser('virtualMachines', 'db', { id });
  expect(await told()).toEqual([expect.stringMatching(/^quarantine eastus: /)]);
  await world.apply({ destination });
  world.addUser('virtualMachines', 'far', { id: id.replace(/\/versions\/.*/, '') }, 'eastus');
  expect(await applied()).toEqual([['copy of web 1.0.0', 'eastus', 'restore', 'done']]);
  expect(find(id)?.envelope.tags).not.toHaveProperty('strata-quarantined-eastus');
  expect(await told()).toEqual(['keep eastus: the machine far asks for the latest']);
});

test('a region that is wanted again comes back', async () => {
  add();
  await world.apply({ destination });
  expect((await world.apply()).map(({ act }) => act)).toEqual(['restore']);
});
