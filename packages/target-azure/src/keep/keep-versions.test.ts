import { collect, day, type KeepWorld, openKeepWorld } from '../testing/keep-world';
import { testDestination } from '../testing/publish-world';

let world: KeepWorld;
beforeEach(async () => {
  world = await openKeepWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

const find = (id: string) => world.cloud.fake.cloud.resources.find(id);
const told = async (request: Parameters<KeepWorld['prepare']>[0] = {}) => {
  const { versions } = await world.prepare(request);
  return Object.fromEntries(versions.map(({ image, act, reason }) => [image.name, `${act}: ${reason}`]));
};
const applied = async () => (await world.apply()).map(({ name, act, state }) => [name, act, state]);

/** Two that the rules keep; the second one is the latest. */
function addNewest(): void {
  world.add({ name: '1.0.8', age: 2 });
  world.add({ name: '1.0.9', age: 1 });
}

const left = 'quarantine: no rule keeps it, and nothing refers to it';

test('what no rule keeps is put aside, and removed when its time is over', async () => {
  const id = world.add({ name: '1.0.0', age: 100 });
  addNewest();
  expect(await applied()).toEqual([['web 1.0.0', 'quarantine', 'done']]);
  expect(find(id)).toMatchObject({
    envelope: { tags: { 'strata-quarantined': '2026-11-22T12:00:00.000Z', 'strata-image': 'web' } },
    properties: { publishingProfile: { excludeFromLatest: true } },
  });
  world.clock.advance(13 * day);
  expect(await applied()).toEqual([]);
  world.clock.advance(day);
  expect(await applied()).toEqual([['web 1.0.0', 'remove', 'done']]);
  expect(find(id)).toBeUndefined();
  expect(await applied()).toEqual([]);
  const lines = (await world.files.readText('/publications/azure/kept.jsonl')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).state)).toEqual(['begun', 'done', 'begun', 'done']);
});

test('looking changes nothing', async () => {
  world.add({ name: '1.0.0', age: 100 });
  addNewest();
  world.cloud.fake.log.clear();
  expect((await told())['web 1.0.0']).toBe(left);
  expect(world.cloud.fake.log.mutating()).toEqual([]);
});

test('a version that another one stands on stays as long as that does', async () => {
  world.add({ name: '1.0.0', age: 100, tags: { 'strata-key': 'k0' } });
  world.add({ name: '1.0.1', age: 99, tags: { 'strata-key': 'k1' } });
  world.add({ name: '1.0.8', age: 2 });
  world.add({ name: '1.0.9', age: 1, tags: { 'strata-key': 'k9', 'strata-parent': 'k0 k9' } });
  expect(await told()).toMatchObject({
    'web 1.0.0': 'keep: the version web 1.0.9 stands on it',
    'web 1.0.1': left,
  });
});

test('machines, scale sets, their machines and the workspace keep what they name; so does who asks for the latest', async () => {
  const names = ['1.0.1', '1.0.2', '1.0.3', '1.0.4', '1.0.5', '1.0.6'];
  const [machine = '', model = '', instance = '', own = '', exact = ''] = names.map((name, index) =>
    world.add({ name, age: 100 - index }),
  );
  addNewest();
  world.addUser('virtualMachines', 'db', { id: machine.toUpperCase() });
  world.addUser('virtualMachineScaleSets', 'pool', { id: model });
  world.addUser('virtualMachineScaleSets/virtualMachines', 'pool/0', { id: instance });
  const definition = exact.replace(/\/versions\/.*/, '');
  world.addUser('virtualMachines', 'web', { id: definition, exactVersion: '1.0.5' });
  const rules = { newest: 1, youngerThan: undefined, quarantine: 14 * day };
  expect(await told({ rules, published: new Set([own.toLowerCase()]) })).toEqual({
    'web 1.0.1': 'keep: the machine db was started from it',
    'web 1.0.2': 'keep: the scale set pool was started from it',
    'web 1.0.3': 'keep: the machine 0 of the scale set pool was started from it',
    'web 1.0.4': 'keep: the workspace says that it is what was published last',
    'web 1.0.5': 'keep: the machine web was started from it',
    'web 1.0.6': left,
    'web 1.0.8': left,
    'web 1.0.9': 'keep: it is the latest in westeurope, and 1 more refers to it',
  });
});

test('the latest of each region stays, where newer ones are not', async () => {
  world.add({ name: '1.0.0', age: 100, regions: ['westeurope', 'eastus'] });
  addNewest();
  expect((await told())['web 1.0.0']).toBe('keep: it is the latest in eastus');
});

test('what is used again is taken back, with nothing left of its quarantine', async () => {
  const id = world.add({ name: '1.0.0', age: 100 });
  addNewest();
  await world.apply();
  world.addUser('virtualMachines', 'db', { id });
  world.clock.advance(20 * day);
  expect(await applied()).toEqual([['web 1.0.0', 'restore', 'done']]);
  expect(find(id)?.envelope.tags).toEqual({
    'strata-image': 'web',
    'strata-build-id': 'publish.azure.web.0a1b2c',
  });
  expect(find(id)?.properties.publishingProfile).toMatchObject({ excludeFromLatest: false });
});

test('where versions are always kept from the latest, the tag alone tells what was put aside', async () => {
  const destination = { ...testDestination, isExcludedFromLatest: true };
  const rules = { newest: 1, youngerThan: undefined, quarantine: day };
  world.add({ name: '1.0.0', age: 100, isExcluded: true });
  world.add({ name: '1.0.1', age: 9, isExcluded: true });
  await world.apply({ destination, rules });
  expect((await told({ destination, rules }))['web 1.0.0']).toMatch(/^wait: put aside on 2026-11-22/);
});

test.each([
  ['of another destination', { tags: { 'strata-build-id': 'publish.other.web.0a' } }, undefined],
  ['without tags', { tags: { 'strata-build-id': '', 'strata-image': '' } }, undefined],
  ['of another image', { tags: { 'strata-image': 'golden' } }, undefined],
  ['that somebody took out', { isExcluded: true }, 'keep: somebody disabled it, and Strata did not'],
  ['that is being made', { state: 'Updating' }, 'keep: it is still being made'],
  [
    'that may not be deleted yet',
    { blockedUntil: Date.parse('2027-01-31') },
    'keep: Azure lets nobody delete it before its end of life on 2027-01-31',
  ],
] as const)('a version %s is left alone', async (_, more, expected) => {
  const id = world.add({ name: '1.0.0', age: 100, ...more });
  addNewest();
  expect((await told())['web 1.0.0']).toBe(expected);
  expect(await applied()).toEqual([]);
  expect(find(id)?.envelope.tags).not.toHaveProperty('strata-quarantined');
});

test('what is used between looking and doing is left', async () => {
  const id = world.add({ name: '1.0.0', age: 100 });
  addNewest();
  const { apply } = await world.prepare();
  world.addUser('virtualMachines', 'db', { id });
  expect(await collect(apply())).toMatchObject([
    { act: 'quarantine', state: 'left', told: 'it was decided otherwise in the meantime' },
  ]);
});

const everywhere = { regions: ['westeurope', 'eastus'] };

test('a version that failed in a region is like any other where it is, and it is told where it is not', async () => {
  world.cloud.fake.cloud.galleries.failing.add('eastus');
  const id = world.add({ name: '1.0.0', age: 100, state: 'Failed', isExcluded: true, ...everywhere });
  addNewest();
  const before = await told();
  expect(before['web 1.0.0']).toBe(
    'keep: somebody disabled it, and Strata did not; it did not get to eastus',
  );
  const resource = find(id);
  if (!resource) throw new Error('it is gone');
  resource.properties = {
    ...resource.properties,
    publishingProfile: { ...Object(resource.properties.publishingProfile), excludeFromLatest: false },
  };
  expect((await told())['web 1.0.0']).toBe(`${left}; it did not get to eastus`);
  expect(await applied()).toEqual([['web 1.0.0', 'quarantine', 'done']]);
  expect(find(id)).toMatchObject({
    state: 'Failed',
    envelope: { tags: { 'strata-quarantined': '2026-11-22T12:00:00.000Z' } },
  });
  world.clock.advance(14 * day);
  expect(await applied()).toEqual([['web 1.0.0', 'remove', 'done']]);
});

test('one that failed and is the latest where it is stays', async () => {
  world.cloud.fake.cloud.galleries.failing.add('eastus');
  world.add({ name: '1.0.9', age: 100, state: 'Failed', ...everywhere });
  world.add({ name: '1.0.7', age: 2 });
  world.add({ name: '1.0.8', age: 1 });
  expect((await told())['web 1.0.9']).toBe('keep: it is the latest in westeurope; it did not get to eastus');
});

test('one that no region has is removed when nobody looks into it any more', async () => {
  world.cloud.fake.cloud.galleries.failing.add('westeurope').add('eastus');
  world.add({ name: '1.0.0', age: 10, state: 'Failed', isExcluded: true, ...everywhere });
  addNewest();
  const rules = { newest: 2, youngerThan: undefined, quarantine: 14 * day };
  expect((await told({ rules }))['web 1.0.0']).toBe(
    'keep: it could not be made, and is looked into perhaps; it did not get to westeurope, eastus',
  );
  world.clock.advance(4 * day);
  const [outcome] = await world.apply({ rules });
  expect(outcome).toMatchObject({ name: 'web 1.0.0', act: 'remove', state: 'done' });
});

test('one that failed before its publication handed it over is removed too, where no machine was started from it', async () => {
  world.cloud.fake.cloud.galleries.failing.add('eastus');
  const tags = { 'strata-build-id': 'publish.azure.web.0a1b2c3d4e5f+01234567' };
  const rules = { newest: 2, youngerThan: undefined, quarantine: 14 * day };
  const failed = { state: 'Failed', isExcluded: true, tags, ...everywhere } as const;
  const id = world.add({ name: '1.0.0', age: 100, ...failed });
  world.add({ name: '1.0.1', age: 90, ...failed });
  world.add({ name: '1.0.2', age: 80, tags });
  addNewest();
  world.addUser('virtualMachines', 'db', { id });
  const given = await told({ rules });
  expect(given['web 1.0.0']).toBe('keep: the machine db was started from it; it did not get to eastus');
  expect(given['web 1.0.1']).toBe('remove: it could not be made, on 2026-08-24; it did not get to eastus');
  expect(given).not.toHaveProperty(['web 1.0.2']);
});
