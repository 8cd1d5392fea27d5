import { Failure } from '@strata/diagnostics';
import { type OpenedStorage, openStorage } from '../testing/open-storage';
import { makeFamily, openPublishWorld, type PublishWorld, testDestination } from '../testing/publish-world';

// Each case makes a cloud, and machines that are busy with other tests take their time.
jest.setTimeout(300_000);

const { golden } = makeFamily();
const VERSION = /^PUT .*\/versions\/[\d.]+$/;
const HOUR = 3_600_000;
const names = testDestination.regions.map(({ name }) => name);
const [home = ''] = names;
const others = names.filter((name) => name !== home);

let storage: OpenedStorage;
let world: PublishWorld;
let count = 0;
beforeAll(async () => {
  storage = await openStorage();
});
afterAll(() => storage[Symbol.asyncDispose]());
beforeEach(async () => {
  world = await openPublishWorld(storage);
  count += 1;
});
afterEach(() => world[Symbol.asyncDispose]());

/** Publishes golden to regions, in a run of its own. */
async function publish(wanted: readonly string[] = names) {
  const run = await world.openRun({
    ...testDestination,
    // A container of its own for each test: Azurite is one for all.
    storage: { ...testDestination.storage, container: `regions-${count}` },
    regions: testDestination.regions.filter(({ name }) => wanted.includes(name)),
  });
  return run.publish(golden);
}

/** What is told of a publication that fails. */
async function tell(work: Promise<unknown>): Promise<string> {
  const failure = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof Failure)) throw new Error(`nothing was told: ${String(failure)}`);
  return failure.diagnostics.map(({ code, detail }) => `${code} ${detail}`).join('\n');
}

/** Versions that there are, with the regions that have all of them. */
function findVersions() {
  const { resources, galleries } = world.cloud.fake.cloud;
  return resources.ofType('Microsoft.Compute/galleries/images/versions').map((version) => ({
    name: version.name,
    state: version.state,
    regions: [...galleries.findReplication(version)]
      .filter(([region, copy]) => copy.isOver() && !galleries.failing.has(region))
      .map(([region]) => region)
      .sort(),
  }));
}

const whole = (regions: readonly string[] = names) => [
  { name: '1.0.0', state: 'Succeeded', regions: [...regions].sort() },
];

/** The next run does what is missing: the version is in all regions, under its name, from the disk that was sent. */
async function expectRepaired(): Promise<void> {
  world.cloud.fake.faults.clear();
  world.cloud.fake.cloud.galleries.failing.clear();
  await publish();
  expect(findVersions()).toEqual(whole());
  expect(world.made).toEqual(['golden']);
  world.cloud.fake.log.clear();
  expect((await publish()).changes).toEqual([]);
  expect(world.cloud.fake.log.mutating()).toEqual([]);
}

describe.each(names)('%s', (region) => {
  const rest = names.filter((name) => name !== region);

  test('gets no copy of a new version: it is told, the others have theirs, and the next run tries it again', async () => {
    world.cloud.fake.cloud.galleries.failing.add(region);
    expect(await tell(publish())).toContain(`AZU080 The version 1.0.0 of golden did not get to ${region}: `);
    expect(findVersions()).toEqual([expect.objectContaining({ regions: [...rest].sort() })]);
    await expectRepaired();
  });

  test('takes longer than anybody waits: it is told, and the next run waits for the rest of it', async () => {
    world.cloud.fake.cloud.galleries.slow.set(region, { milliseconds: 8 * HOUR });
    const told = await tell(publish());
    expect(told).toMatch(/^AZU080 .* within six hours/);
    expect(told).toContain(`(${region})`);
    expect(findVersions()).toEqual([expect.objectContaining({ regions: [...rest].sort() })]);
    await expectRepaired();
  });

  test.each([
    ['has no room', 'AllocationFailed', 409],
    ['is over a quota', 'QuotaExceeded', 409],
    ['is not open to the subscription', 'LocationNotAvailableForResourceType', 400],
    ['has a provider that is not registered', 'MissingSubscriptionRegistration', 409],
  ] as const)('%s: it is told by its name, and the next run does the rest', async (_, code, status) => {
    // First when the version is made, then when it is to be seen.
    for (const skip of [0, 1]) {
      world.cloud.fake.faults.add({ match: VERSION, skip, code, status, message: `Not in ${region}.` });
      expect(await tell(publish())).toContain(region);
      world.cloud.fake.faults.clear();
    }
    await expectRepaired();
  });

  test('fails after it was accepted: it is told by its name, and the next run does the rest', async () => {
    const operation = { code: 'OverconstrainedAllocationRequest', message: `No room in ${region}.` };
    world.cloud.fake.faults.add({ match: VERSION, operation });
    expect(await tell(publish())).toContain(region);
    await expectRepaired();
  });
});

test('throttled for five minutes, a publication goes well all the same', async () => {
  const headers = { 'retry-after': '60' };
  world.cloud.fake.faults.add({ match: VERSION, code: 'TooManyRequests', status: 429, headers, times: 5 });
  await publish();
  expect(findVersions()).toEqual(whole());
});

describe.each(others)('%s, added later', (region) => {
  const before = names.filter((name) => name !== region);

  test('gets no copy: the others stay as they are, and the next run tries it again', async () => {
    await publish(before);
    world.cloud.fake.cloud.galleries.failing.add(region);
    expect(await tell(publish())).toContain(`did not get to ${region}`);
    expect(findVersions()).toEqual([expect.objectContaining({ regions: [...before].sort() })]);
    await expectRepaired();
  });

  test('is refused: the others stay as they are, and the next run tries it again', async () => {
    await publish(before);
    const message = `No room in ${region}.`;
    world.cloud.fake.faults.add({ match: VERSION, code: 'AllocationFailed', status: 409, message });
    expect(await tell(publish())).toContain(region);
    expect(findVersions()).toEqual(whole(before));
    await expectRepaired();
  });
});

test.each(others)('%s, given up, keeps what it has and stops nothing', async (region) => {
  await publish();
  world.cloud.fake.log.clear();
  expect((await publish(names.filter((name) => name !== region))).changes).toEqual([]);
  expect(world.cloud.fake.log.mutating()).toEqual([]);
  expect(findVersions()).toEqual(whole());
});
