import { setTimeout as sleep } from 'node:timers/promises';
import { makeFamily, openPublishWorld, type PublishWorld, testDestination } from '../testing/publish-world';

const destination = { ...testDestination, regions: ['eu-central-1', 'us-east-1'] };
const { golden } = makeFamily();

let world: PublishWorld;
beforeEach(async () => {
  world = await openPublishWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

/** Publishes, and ends it when a call has had its effect and is not answered. */
async function publishAndEnd(action: string, given = destination): Promise<void> {
  const { faults, log } = world.cloud.fake;
  const stop = new AbortController();
  const run = await world.openRun(given, stop.signal);
  log.clear();
  faults.add({ action, times: Number.MAX_SAFE_INTEGER, hang: 'after' });
  const ended = run.publish(golden).catch(() => undefined);
  while (!log.calls.some(({ error }) => error === 'hang')) await sleep(1);
  stop.abort(new Error('ended'));
  await ended;
  faults.clear();
}

const publish = async (image = golden, given = destination) => (await world.openRun(given)).publish(image);

/** What is there of images and snapshots, region by region. */
function list(): readonly string[] {
  return destination.regions.flatMap((name) => {
    const { images, snapshots } = world.cloud.fake.cloud.region(name);
    return [...images.all(), ...snapshots.all()].map(({ id }) => `${name} ${id}`);
  });
}

const getLedgers = () => [...world.files.entries.keys()].filter((path) => path.startsWith('/ledger/'));

test.each(['StartSnapshot', 'PutSnapshotBlock', 'CompleteSnapshot', 'RegisterImage', 'CopyImage'])(
  'one that was ended at %s is removed by a sweep, and published again after it',
  async (action) => {
    await publishAndEnd(action);
    expect(list().length).toBeGreaterThan(0);
    expect((await world.sweep()).diagnostics).toEqual([]);
    expect([list(), getLedgers()]).toEqual([[], []]);
    await publish();
    expect(list()).toHaveLength(4);
  },
);

test('one that was ended is gone on with: nothing is made twice, and a sweep leaves all of it', async () => {
  await publishAndEnd('CopyImage');
  const before = list();
  await publish();
  expect(world.made).toEqual(['golden']);
  expect(list()).toEqual(expect.arrayContaining([...before]));
  const whole = list();
  expect(await world.sweep()).toEqual({ removed: [], left: [], diagnostics: [] });
  expect([list(), whole.length]).toEqual([whole, 4]);
});

test('when channels begin to move, all of it is the destination’s', async () => {
  await publishAndEnd('PutParameter');
  const whole = list();
  expect(await world.sweep()).toEqual({ removed: [], left: [], diagnostics: [] });
  expect([list(), whole.length]).toEqual([whole, 4]);
  world.cloud.fake.log.clear();
  await publish();
  expect([...new Set(world.cloud.fake.log.mutating().map(({ action }) => action))]).toEqual(['PutParameter']);
});

test('a region that failed keeps the others, whatever is swept', async () => {
  const refused = { code: 'UnauthorizedOperation', status: 403 };
  world.cloud.fake.faults.add({ action: 'CopyImage', ...refused });
  await expect(publish()).rejects.toThrow(/us-east-1/);
  const kept = list();
  expect(kept).toHaveLength(2);
  await world.sweep();
  expect(list()).toEqual(kept);
});

test('what another workspace goes on with stays when the one that began it sweeps', async () => {
  await publishAndEnd('CopyImage');
  const ledgers = new Map<string, string>();
  for (const path of getLedgers()) {
    ledgers.set(path, await world.files.readText(path));
    await world.files.remove(path);
  }
  await publish();
  const whole = list();
  for (const [path, text] of ledgers) await world.files.write(path, text);
  expect((await world.sweep()).diagnostics).toEqual([]);
  expect(list()).toEqual(whole);
  world.cloud.fake.log.clear();
  await publish();
  expect(world.cloud.fake.log.mutating()).toEqual([]);
});

test('the next version removes what one before it that was ended had begun', async () => {
  await publishAndEnd('CopyImage');
  const begun = list();
  await publish({ ...golden, layers: ['g2'], content: { ...golden.content, 30: 'more' } });
  expect(list()).toHaveLength(4);
  expect(list().filter((thing) => begun.includes(thing))).toEqual([]);
  expect(getLedgers()).toEqual([]);
});

test('a region that is added and ended leaves the first as it was', async () => {
  const home = { ...destination, regions: ['eu-central-1'] };
  await publish(golden, home);
  const before = list();
  await publishAndEnd('CopyImage');
  await world.sweep();
  expect(list()).toEqual(before);
  // AWS would give what was removed to a request with the same token.
  await publish();
  expect(list()).toHaveLength(4);
});
