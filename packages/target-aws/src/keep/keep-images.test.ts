import { day, findParts, type KeepWorld, keepRules, openKeepWorld } from '../testing/keep-world';
import { testDestination } from '../testing/publish-world';

const home = testDestination.region;
const [, second = ''] = testDestination.regions;

let world: KeepWorld;
beforeEach(async () => {
  world = await openKeepWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

const find = (id: string, region?: string) => world.region(region).images.find(id);
const tagsOf = (id: string) =>
  findParts(world.region(), id).map(({ tags }) => tags.get('strata:quarantined'));
const told = async () => {
  const { decisions } = await world.prepare();
  return Object.fromEntries(decisions.map(({ image, act, reason }) => [image.id, `${act}: ${reason}`]));
};

/** Two that are new, and so many that are old. */
async function addVersions(old: number, region?: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let each = 0; each < old; each += 1)
    ids.push(await world.add({ age: 100 + each, ...(region && { region }) }));
  for (const age of [1, 2]) await world.add({ age, ...(region && { region }) });
  return ids;
}

test('what no rule keeps is put aside, and removed with its snapshot when its time is over', async () => {
  const [id = ''] = await addVersions(1);
  await addVersions(0, second);
  expect((await world.apply()).map(({ id, act, state }) => [id, act, state])).toEqual([
    [id, 'quarantine', 'done'],
  ]);
  expect(find(id)?.state).toBe('disabled');
  expect(tagsOf(id)).toEqual([
    new Date(world.clock.now()).toISOString(),
    new Date(world.clock.now()).toISOString(),
  ]);
  expect(await world.apply()).toEqual([]);
  world.clock.advance(13 * day);
  expect(await world.apply()).toEqual([]);
  world.clock.advance(day);
  expect((await world.apply()).map(({ id, act, state }) => [id, act, state])).toEqual([
    [id, 'remove', 'done'],
  ]);
  expect(find(id)).toBeUndefined();
  expect(world.region().images.all()).toHaveLength(2);
  expect(world.region().snapshots.all()).toHaveLength(2);
  expect(world.region(second).images.all()).toHaveLength(2);
});

test('looking changes nothing', async () => {
  await addVersions(3);
  const { decisions } = await world.prepare();
  expect(decisions.filter(({ act }) => act === 'quarantine')).toHaveLength(3);
  expect(world.cloud.fake.log.mutating()).toEqual([]);
});

test('images of others, of other destinations and of names that were not asked for are left alone', async () => {
  await addVersions(0);
  await world.add({ age: 900, tags: { 'strata:build-id': 'publish.other.web.1' } });
  await world.add({ age: 900, tags: { 'strata:build-id': '0a1b2c3d' } });
  // Of a publication that is under way, or was killed.
  await world.add({ age: 900, tags: { 'strata:build-id': 'publish.aws.web.0123456789ab+01234567' } });
  await world.add({ age: 900, tags: { 'strata:build-id': '' } });
  await world.add({ age: 900, tags: { 'strata:image': '' } });
  await world.add({ age: 900, image: 'golden' });
  await world.add({ age: 900, image: 'web-shop' });
  expect(Object.keys(await told())).toHaveLength(2);
  expect(await world.apply()).toEqual([]);
});

test('an image that is published again in between is not removed', async () => {
  const [id = ''] = await addVersions(1);
  await world.apply();
  world.clock.advance(20 * day);
  const keeping = await world.prepare();
  const image = find(id);
  if (image) image.state = 'available';
  const outcomes = [];
  for await (const outcome of keeping.apply()) outcomes.push(outcome);
  expect(outcomes).toMatchObject([{ id, state: 'left', told: 'it was decided otherwise in the meantime' }]);
  expect(find(id)).toBeDefined();
});

test('an image that is needed again is enabled, shared and protected as before', async () => {
  const sharing = { ...testDestination.sharing, accounts: ['111122223333'] };
  const destination = { ...testDestination, sharing, isProtected: true };
  const [id = ''] = await addVersions(1);
  const image = find(id);
  if (!image) throw new Error('the image is to be there');
  image.launchPermissions = [{ UserId: '111122223333' }];
  image.protection = { kind: 'enabled-without-cooldown' };
  await world.apply({ destination });
  expect(image).toMatchObject({ state: 'disabled', launchPermissions: [], protection: { kind: 'disabled' } });
  const published = new Set([`${home} ${id}`]);
  const outcomes = await world.apply({ destination, published });
  expect(outcomes).toMatchObject([{ id, act: 'restore', state: 'done' }]);
  expect(image).toMatchObject({
    state: 'available',
    launchPermissions: [{ UserId: '111122223333' }],
    protection: { kind: 'enabled-without-cooldown' },
  });
  expect(tagsOf(id)).toEqual([undefined, undefined]);
  expect(await world.apply({ destination, published })).toEqual([]);
});

test('an image that somebody protected stays as it is', async () => {
  const [id = ''] = await addVersions(1);
  const image = find(id);
  if (image) image.protection = { kind: 'enabled-with-cooldown' };
  expect((await told())[id]).toBe('keep: somebody protected it from deregistration');
  expect(await world.apply()).toEqual([]);
});

test('an image that is protected for a day after its protection was lifted is left for another run', async () => {
  const destination = { ...testDestination, isProtected: true };
  const [id = ''] = await addVersions(1);
  await world.apply({ destination });
  world.clock.advance(14 * day);
  const image = find(id);
  if (image) image.protection = { kind: 'enabled-with-cooldown' };
  const [outcome] = await world.apply({ destination });
  expect(outcome).toMatchObject({ act: 'remove', state: 'left' });
  expect(outcome?.told).toMatch(/^AWS protects it for a day/);
  world.cloud.fake.cloud.clock.advance(day);
  expect(await world.apply({ destination })).toMatchObject([{ id, act: 'remove', state: 'done' }]);
});

test('a snapshot of which another image is made stays, and is removed when that is gone', async () => {
  const [id = ''] = await addVersions(1);
  const [image, snapshot] = findParts(world.region(), id);
  if (!image || !snapshot) throw new Error('the image is to be there');
  const other = await world.add({ age: 5, image: 'other' });
  const record = find(other);
  if (record) record.traits = { ...record.traits, mappings: find(id)?.traits.mappings ?? [] };
  await world.apply();
  world.clock.advance(14 * day);
  const [outcome] = await world.apply();
  expect(outcome).toMatchObject({ id, act: 'remove', state: 'left' });
  expect(outcome?.told).toMatch(new RegExp(`still ${snapshot.id} of which another image is made, too$`));
  expect((await world.prepare()).snapshots).toEqual([]);
  world.region().images.remove(other);
  expect(await world.apply()).toMatchObject([{ id: snapshot.id, act: 'remove', state: 'done' }]);
  expect(world.region().snapshots.find(snapshot.id)).toBeUndefined();
});

test('one that AWS fails at keeps nobody from the others, and all of it is written down', async () => {
  const [first = '', other = ''] = await addVersions(2);
  world.cloud.fake.faults.add({ action: 'DisableImage', code: 'UnauthorizedOperation', status: 403 });
  const outcomes = await world.apply();
  expect(
    outcomes.map(({ id, state, diagnostics }) => [id, state, diagnostics.map(({ code }) => code)]),
  ).toEqual([
    [first, 'failed', ['AWS005']],
    [other, 'done', []],
  ]);
  const lines = (await world.files.readText('/publications/aws/kept.jsonl')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line)).map(({ id, act, state }) => [id, act, state])).toEqual([
    [first, 'quarantine', 'begun'],
    [first, 'quarantine', 'failed'],
    [other, 'quarantine', 'begun'],
    [other, 'quarantine', 'done'],
  ]);
});

test('where no image is old, who refers to images is not asked', async () => {
  await addVersions(0);
  await addVersions(0, second);
  await world.prepare();
  const { calls } = world.cloud.fake.log;
  expect(new Set(calls.map(({ action }) => action))).toEqual(
    new Set(['GetCallerIdentity', 'DescribeImages', 'DescribeSnapshots']),
  );
});

test('settings that keep more bring back what is aside', async () => {
  const [id = ''] = await addVersions(1);
  await world.apply();
  const outcomes = await world.apply({ rules: { ...keepRules, newest: 3 } });
  expect(outcomes).toMatchObject([{ id, act: 'restore', state: 'done' }]);
});
