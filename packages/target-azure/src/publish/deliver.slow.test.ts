import { setTimeout as sleep } from 'node:timers/promises';
import { type OpenedStorage, openStorage } from '../testing/open-storage';
import { makeFamily, openPublishWorld, type PublishWorld, testDestination } from '../testing/publish-world';
import type { AzureDelivery } from './deliver';

const { golden } = makeFamily();
const other = { ...golden, layers: ['g2'], content: { ...golden.content, 41: 'more' } };
const versionType = 'Microsoft.Compute/galleries/images/versions';

let storage: OpenedStorage;
let world: PublishWorld;
let count = 0;
beforeAll(async () => {
  storage = await openStorage();
});
beforeEach(async () => {
  world = await openPublishWorld(storage, { variables: { STRATA_AZURE_TIMEOUT: '500ms' } });
  count += 1;
});
afterEach(() => world[Symbol.asyncDispose]());
afterAll(() => storage[Symbol.asyncDispose]());

const openRun = (signal?: AbortSignal) =>
  // A container of its own for each test: Azurite is one for all.
  world.openRun(
    { ...testDestination, storage: { ...testDestination.storage, container: `delivered-${count}` } },
    signal,
  );
const publish = async (image = golden) => (await openRun()).publish(image);
const open = async (image = golden, signal?: AbortSignal): Promise<AzureDelivery> =>
  (await (await openRun(signal)).prepare(image)).open();

/** Versions, with what those get who ask for the latest. */
const getSeen = () =>
  world.cloud.fake.cloud.resources
    .ofType(versionType)
    .map(({ name, properties }) => {
      const { publishingProfile: profile } = Object(properties);
      return `${name}${profile.excludeFromLatest ? ' hidden' : ''}`;
    })
    .sort();
const getLedgers = () => [...world.files.entries.keys()].filter((path) => path.startsWith('/ledger/'));

test('what was sent is hidden, what was revealed is put back, and what was made is removed', async () => {
  await publish();
  await using delivery = await open(other);
  await delivery.send();
  expect(getSeen()).toEqual(['1.0.0', '1.0.1 hidden']);
  await delivery.reveal();
  expect(getSeen()).toEqual(['1.0.0', '1.0.1']);
  expect(await delivery.conceal()).toEqual([]);
  expect(getSeen()).toEqual(['1.0.0', '1.0.1 hidden']);
  expect(await delivery.discard()).toEqual([]);
  expect(getSeen()).toEqual(['1.0.0']);
});

test("one that was revealed and handed over is nobody else's any more", async () => {
  {
    await using delivery = await open();
    await delivery.send();
    await delivery.reveal();
    await delivery.handOver();
    await delivery.finish();
  }
  expect(getLedgers()).toEqual([]);
  await world.sweep();
  expect(getSeen()).toEqual(['1.0.0']);
  expect((await (await openRun()).prepare(golden)).changes).toEqual([]);
});

/** Reveals an image, and is ended when the change has had its effect and is not answered. */
async function revealAndEnd(): Promise<void> {
  const { faults, log } = world.cloud.fake;
  const stop = new AbortController();
  await using delivery = await open(other, stop.signal);
  await delivery.send();
  log.clear();
  faults.add({ match: /^PUT .*\/versions\/[\d.]+$/, times: Number.MAX_SAFE_INTEGER, hang: 'after' });
  const ended = delivery.reveal().catch(() => undefined);
  while (!log.calls.some(({ error }) => error === 'hang')) await sleep(1);
  stop.abort(new Error('ended'));
  await ended;
  faults.clear();
}

test('one that was ended while it was revealed is put back and removed by a sweep', async () => {
  await publish();
  await revealAndEnd();
  const { left, diagnostics } = await world.sweep();
  expect([left, diagnostics]).toEqual([[], []]);
  expect(getSeen()).toEqual(['1.0.0']);
  expect(getLedgers()).toEqual([]);
});

test('the next run ends it without an upload, and could still put it back', async () => {
  await revealAndEnd();
  world.made.length = 0;
  await using delivery = await open(other);
  await delivery.send();
  await delivery.reveal();
  expect([world.made, getSeen()]).toEqual([[], ['1.0.0']]);
  expect(await delivery.conceal()).toEqual([]);
  expect(getSeen()).toEqual(['1.0.0 hidden']);
});
