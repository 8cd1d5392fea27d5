import { collect, day, type KeepWorld, openKeepWorld } from '../testing/keep-world';
import { metadataNames } from '../vhd';

let world: KeepWorld;
beforeEach(async () => {
  world = await openKeepWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

const told = async () => {
  const { parts } = await world.prepare();
  return Object.fromEntries(parts.map(({ image, act, reason }) => [image.id, `${act}: ${reason}`]));
};
const applied = async () => (await world.apply()).map(({ id, act, state }) => [id, act, state]);

/** The disk of the latest version, which stays. */
function addNewest(): void {
  world.add({ name: '1.0.9', age: 1, key: 'new' });
  world.addDisk('new', { age: 1 });
}

test('a disk whose version is gone is put aside, and removed when its time is over', async () => {
  addNewest();
  const name = world.addDisk('old');
  expect(await applied()).toEqual([[name, 'quarantine', 'done']]);
  expect(world.shelf.disks.get(name)?.metadata).toMatchObject({
    strata_quarantined: '2026-11-22T12:00:00.000Z',
    strata_key: 'old',
  });
  world.clock.advance(13 * day);
  expect(await applied()).toEqual([]);
  world.clock.advance(day);
  expect(await applied()).toEqual([[name, 'remove', 'done']]);
  expect([...world.shelf.disks.keys()]).toEqual(['web/new.vhd']);
  expect(await applied()).toEqual([]);
});

test('a version keeps its disk and the one that this began as, and what comes next the last one', async () => {
  world.add({ name: '1.0.8', age: 2, key: 'used' });
  world.addDisk('first', { age: 100 });
  world.addDisk('second', { age: 90, metadata: { strata_parent: 'web/first.vhd' } });
  world.addDisk('used', { age: 80, metadata: { strata_parent: 'web/second.vhd' } });
  world.addDisk('last', { age: 40 });
  expect(await told()).toEqual({
    'web/first.vhd': 'quarantine: no rule keeps it, and nothing refers to it',
    'web/second.vhd': 'keep: the disk of web 1.0.8 began as a copy of it',
    'web/used.vhd': 'keep: web 1.0.8 was made from it',
    'web/last.vhd': 'keep: it is the newest',
  });
});

test('a disk of another image that began as a copy of it keeps it as long as it has a version', async () => {
  addNewest();
  const parent = world.addDisk('base');
  const child = { metadata: { strata_parent: parent }, image: 'other' };
  world.addDisk('child', child);
  expect(await told()).toEqual({
    'web/new.vhd': 'keep: web 1.0.9 was made from it',
    [parent]: 'quarantine: no rule keeps it, and nothing refers to it',
  });
});

test('a disk whose version is there again comes back', async () => {
  addNewest();
  const name = world.addDisk('old');
  await world.apply();
  world.add({ name: '1.0.7', age: 3, key: 'old' });
  expect(await applied()).toEqual([[name, 'restore', 'done']]);
  expect(world.shelf.disks.get(name)?.metadata).not.toHaveProperty('strata_quarantined');
});

test.each([
  ['of another destination', { metadata: { [metadataNames.build]: 'publish.other.web.0a' } }, undefined],
  ['that somebody else put there', { metadata: { [metadataNames.build]: '' } }, undefined],
  ['that has another name than ours', { metadata: { strata_key: 'other' } }, undefined],
  ['that somebody holds', { isLeased: true }, 'keep: somebody holds a lease on it'],
  ['that may be on its way', { isWhole: false, age: 10 }, 'keep: it is younger than 30d'],
] as const)('a disk %s is left alone', async (_, more, expected) => {
  addNewest();
  const name = world.addDisk('old', more);
  expect((await told())[name]).toBe(expected);
  expect(await applied()).toEqual([]);
  expect(world.shelf.disks.get(name)?.metadata).not.toHaveProperty('strata_quarantined');
});

test('what is left of an upload that nobody goes on with is removed', async () => {
  addNewest();
  const name = world.addDisk('broken', { isWhole: false });
  expect(await applied()).toEqual([[name, 'remove', 'done']]);
});

test('what is published again between looking and doing is left', async () => {
  addNewest();
  const name = world.addDisk('old', { metadata: { strata_quarantined: '2026-11-01T00:00:00.000Z' } });
  const { apply } = await world.prepare();
  const { remove } = world.shelf;
  Object.assign(world.shelf, {
    remove: (disk: Parameters<typeof remove>[0]) => {
      world.shelf.touch(name);
      return remove(disk);
    },
  });
  expect(await collect(apply())).toMatchObject([
    { id: name, act: 'remove', state: 'left', told: 'it was changed in the meantime' },
  ]);
  expect(world.shelf.disks.has(name)).toBe(true);
});
