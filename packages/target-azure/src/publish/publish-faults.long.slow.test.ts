import { Failure } from '@strata/diagnostics';
import { type OpenedStorage, openStorage } from '../testing/open-storage';
import { makeFamily, openPublishWorld, type PublishWorld, testDestination } from '../testing/publish-world';

// Some sixty publications, each with a cloud of its own.
jest.setTimeout(900_000);

const { golden } = makeFamily();
const anyRequest = /./;

let storage: OpenedStorage;
let count = 0;
beforeAll(async () => {
  storage = await openStorage();
});
afterAll(() => storage[Symbol.asyncDispose]());

/** A world with a container of its own: Azurite is one for all. */
async function openWorld() {
  count += 1;
  const container = `faults-${count}`;
  const world = await openPublishWorld(storage, { variables: { STRATA_AZURE_TIMEOUT: '500ms' } });
  const destination = { ...testDestination, storage: { ...testDestination.storage, container } };
  return { world, destination, container };
}

/** Everything there is, by kind; after a publication that went well there is one of each. */
async function listThings(world: PublishWorld, container: string) {
  const { resources } = world.cloud.fake.cloud;
  const of = (type: string) => resources.ofType(`Microsoft.Compute/galleries${type}`);
  const blobs: string[] = [];
  for await (const { name, metadata } of (await storage.openContainer(container)).listBlobsFlat({
    includeMetadata: true,
  }))
    blobs.push(`${name.split('/')[0]} ${metadata?.['strata_disk'] === undefined ? 'half' : 'whole'}`);
  return {
    galleries: of('').length,
    definitions: of('/images').length,
    versions: of('/images/versions').map(({ name, state, properties }) => {
      const { excludeFromLatest } = Object(properties['publishingProfile']);
      return `${name} ${state} ${excludeFromLatest}`;
    }),
    blobs,
  };
}

const whole = { galleries: 1, definitions: 1, versions: ['1.0.0 Succeeded false'], blobs: ['golden whole'] };

/** How many requests of the resource manager a publication makes that nothing goes wrong with. */
async function countRequests(): Promise<number> {
  const { world, destination, container } = await openWorld();
  await using _ = world;
  await (await world.openRun(destination)).publish(golden);
  expect(await listThings(world, container)).toEqual(whole);
  return world.cloud.fake.log.calls.length;
}

const effects = {
  'is throttled without a time': { code: 'TooManyRequests', status: 429 },
  'is answered 500': { code: 'InternalServerError', status: 500 },
  'meets another operation': { code: 'AnotherOperationInProgress', status: 409 },
  'breaks before its effect': { reset: 'before' },
  'breaks after its effect': { reset: 'after' },
  'is not answered before its effect': { hang: 'before' },
  'is not answered after its effect': { hang: 'after' },
  'is told that there is nothing': { code: 'ResourceNotFound', status: 404 },
  'is refused': { code: 'AuthorizationFailed', status: 403 },
} as const;

test.each(Object.entries(effects))(
  'whichever request of a publication %s, it goes well or is told, and the next one leaves one of each',
  async (_, effect) => {
    const requests = await countRequests();
    for (let skip = 0; skip < requests; skip += 1) {
      const { world, destination, container } = await openWorld();
      await using _ = world;
      world.cloud.fake.faults.add({ match: anyRequest, skip, ...effect });
      const failure = await (await world.openRun(destination)).publish(golden).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure !== undefined && !(failure instanceof Failure)) throw failure;
      world.cloud.fake.faults.clear();
      await (await world.openRun(destination)).publish(golden);
      expect({ skip, ...(await listThings(world, container)) }).toEqual({ skip, ...whole });
    }
  },
);

test('ended at any request, the next publication leaves one of each', async () => {
  const requests = await countRequests();
  for (let last = 1; last <= requests; last += 1) {
    const { world, destination, container } = await openWorld();
    await using _ = world;
    const end = new AbortController();
    const run = await world.openRun(destination, end.signal);
    const { calls } = world.cloud;
    const watch = setInterval(() => {
      if (calls.length >= last) end.abort(new Error('ended'));
    }, 1);
    await run.publish(golden).catch((error: unknown) => error);
    clearInterval(watch);
    await (await world.openRun(destination)).publish(golden);
    expect({ last, ...(await listThings(world, container)) }).toEqual({ last, ...whole });
  }
});

test('ended at any operation that Azure fails, too', async () => {
  for (const match of [/^PUT .*\/galleries\/\w+$/, /^PUT .*\/images\/\w+$/, /^PUT .*\/versions\//]) {
    for (const skip of [0, 1]) {
      const { world, destination, container } = await openWorld();
      await using _ = world;
      world.cloud.fake.faults.add({ match, skip, operation: { code: 'InternalOperationError' } });
      await (await world.openRun(destination)).publish(golden).catch((error: unknown) => {
        if (!(error instanceof Failure)) throw error;
      });
      world.cloud.fake.faults.clear();
      await (await world.openRun(destination)).publish(golden);
      expect({ skip, ...(await listThings(world, container)) }).toEqual({ skip, ...whole });
    }
  }
});
