import { setTimeout as sleep } from 'node:timers/promises';
import { makeFamily, openPublishWorld, type PublishWorld, testDestination } from '../testing/publish-world';
import type { AwsDelivery } from './deliver';

const { golden } = makeFamily();
const other = { ...golden, layers: ['g2'], content: { ...golden.content, 41: 'more' } };
const accounts = ['111122223333'];
const destination = {
  ...testDestination,
  sharing: { ...testDestination.sharing, accounts, withSnapshots: true },
};
const { regions } = destination;

let world: PublishWorld;
beforeEach(async () => {
  world = await openPublishWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

const getRegion = (name: string) => world.cloud.fake.cloud.region(name);
const getImages = () => regions.map((name) => getRegion(name).images.all());
const getLedgers = () => [...world.files.entries.keys()].filter((path) => path.startsWith('/ledger/'));

/** What the channel means, and whom images are shared with, region by region. */
const getSeen = () =>
  regions.map((name) => ({
    channel: [...getRegion(name).parameters.values()].map(({ current }) => current?.value),
    shared: getRegion(name)
      .images.all()
      .filter(({ launchPermissions }) => launchPermissions.length > 0)
      .map(({ id }) => id),
    volumes: getRegion(name)
      .snapshots.all()
      .filter(({ sharedWith }) => sharedWith.size > 0).length,
  }));

async function open(image = golden, given = destination): Promise<AwsDelivery> {
  const { open: openDelivery } = await (await world.openRun(given)).prepare(image);
  return openDelivery();
}

const publish = async (image = golden) => (await world.openRun(destination)).publish(image);

/** Reveals an image that was sent, and is ended when a call has had its effect and is not answered. */
async function revealAndEnd(image: typeof golden, action: string): Promise<void> {
  const { faults, log } = world.cloud.fake;
  const stop = new AbortController();
  const run = await world.openRun(destination, stop.signal);
  await using delivery = await (await run.prepare(image)).open();
  await delivery.send();
  log.clear();
  faults.add({ action, skip: 1, times: Number.MAX_SAFE_INTEGER, hang: 'after' });
  const ended = delivery.reveal().catch(() => undefined);
  while (!log.calls.some(({ error }) => error === 'hang')) await sleep(1);
  stop.abort(new Error('ended'));
  await ended;
  faults.clear();
}

test('what was sent is in all regions, and neither shared nor in a channel', async () => {
  await using delivery = await open();
  const images = await delivery.send();
  expect(images.map(({ region }) => region)).toEqual(regions);
  expect(getImages().map((all) => all.map(({ state }) => state))).toEqual(regions.map(() => ['available']));
  expect(getSeen()).toEqual(regions.map(() => ({ channel: [], shared: [], volumes: 0 })));
});

test('what was revealed is put back to what was seen before, and what was made is removed', async () => {
  await publish();
  const before = getSeen();
  await using delivery = await open(other);
  await delivery.send();
  expect(getSeen()).toEqual(before);
  await delivery.reveal();
  expect(getSeen()).not.toEqual(before);
  expect(await delivery.conceal()).toEqual([]);
  expect(getSeen()).toEqual(before);
  expect(getImages().map((all) => all.length)).toEqual(regions.map(() => 2));
  expect(await delivery.discard()).toEqual([]);
  expect(getImages().map((all) => all.length)).toEqual(regions.map(() => 1));
});

test('a channel that was not there is taken away, and who has set one since keeps it', async () => {
  await using delivery = await open();
  await delivery.send();
  await delivery.reveal();
  const [first, ...rest] = regions.map(getRegion);
  for (const parameter of first?.parameters.values() ?? [])
    Object.assign(parameter, { current: { ...parameter.current, value: 'ami-0123456789abcdef0' } });
  await delivery.conceal();
  expect(rest.map(({ parameters }) => parameters.size)).toEqual(rest.map(() => 0));
  expect([...(first?.parameters.values() ?? [])].map(({ current }) => current?.value)).toEqual([
    'ami-0123456789abcdef0',
  ]);
});

test('an image that was there is moved to, shared and put back, and not removed', async () => {
  const { images } = await publish();
  await publish(other);
  await using delivery = await open(golden, {
    ...destination,
    sharing: { ...destination.sharing, accounts: [...accounts, '444455556666'] },
  });
  const before = getSeen();
  await delivery.send();
  await delivery.reveal();
  expect(getSeen().map(({ channel }) => channel)).toEqual(images.map(({ id }) => [id]));
  expect(await delivery.discard()).toEqual([]);
  expect(getSeen()).toEqual(before);
  const [home] = images;
  expect(getRegion(home?.region ?? '').images.find(home?.id ?? '')?.launchPermissions).toEqual([
    { UserId: accounts[0] },
  ]);
});

test.each(['PutParameter', 'ModifyImageAttribute'])(
  'one that was ended while it was revealed, at %s, is put back and removed by a sweep',
  async (action) => {
    await publish();
    const before = getSeen();
    await revealAndEnd(other, action);
    expect(getSeen()).not.toEqual(before);
    const { left } = await world.sweep();
    expect(left).toEqual([]);
    expect(getSeen()).toEqual(before);
    expect(getImages().map((all) => all.length)).toEqual(regions.map(() => 1));
    expect(getLedgers()).toEqual([]);
  },
);

test('the next run ends what was ended while it was revealed, and could still put all of it back', async () => {
  await publish();
  const before = getSeen();
  await revealAndEnd(other, 'PutParameter');
  world.cloud.fake.log.clear();
  await using delivery = await open(other);
  await delivery.send();
  await delivery.reveal();
  expect(world.cloud.fake.log.of('RegisterImage')).toEqual([]);
  expect(getSeen().map(({ channel }) => channel)).toEqual(getImages().map((all) => [all[1]?.id]));
  expect(await delivery.discard()).toEqual([]);
  expect(getSeen()).toEqual(before);
});

test('what another workspace has published since is left alone by a sweep', async () => {
  await publish();
  await revealAndEnd(other, 'PutParameter');
  const ledgers = [...world.files.entries].filter(([path]) => path.startsWith('/ledger/'));
  for (const [path] of ledgers) await world.files.remove(path);
  await publish(other);
  const after = getSeen();
  for (const [path, text] of ledgers) await world.files.write(path, String(text));
  await world.sweep();
  expect(getSeen()).toEqual(after);
  expect(getImages().map((all) => all.length)).toEqual(regions.map(() => 2));
});
