import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '@strata/diagnostics';
import { makeFamily, openPublishWorld, type PublishWorld, testDestination } from '../testing/publish-world';
import type { AwsDestination } from './settings';

/** Everything that a publication can ask for. */
const destination: AwsDestination = {
  ...testDestination,
  regions: ['eu-central-1', 'us-east-1'],
  sharing: { ...testDestination.sharing, accounts: ['111122223333'], withSnapshots: true },
  deprecateAfter: 90 * 86_400_000,
  isProtected: true,
};
const { golden } = makeFamily();
/** A hanging call is given up after this, so that a case takes seconds. */
const variables = { STRATA_AWS_TIMEOUT: '2s' };

/** What is wrong with the clouds after a publication that went well: nothing may be there twice, or only half. */
function findFaults({ cloud }: PublishWorld): readonly string[] {
  return destination.regions.flatMap((name) => {
    const region = cloud.fake.cloud.region(name);
    const images = region.images.all();
    const [image] = images;
    const snapshots = region.snapshots.all();
    const [parameter] = region.parameters.values();
    return [
      ...(images.length === 1 ? [] : [`${images.length} images in ${name}`]),
      ...(snapshots.length === 1 ? [] : [`${snapshots.length} snapshots in ${name}`]),
      ...(image?.launchPermissions.length === 1 ? [] : [`not shared in ${name}`]),
      ...(image?.deprecationTime ? [] : [`not deprecated in ${name}`]),
      ...(image && image.protection.kind !== 'disabled' ? [] : [`not protected in ${name}`]),
      ...(parameter ? [] : [`no channel in ${name}`]),
    ];
  });
}

/** Publishes with a fault in the way, and without it when that failed; tells what is wrong then. */
async function tryCase(name: string, arm: (world: PublishWorld) => void): Promise<readonly string[]> {
  await using world = await openPublishWorld({ variables });
  arm(world);
  const told = await publish(world);
  world.cloud.fake.faults.clear();
  const again = told === 'published' ? told : await publish(world);
  const faults = [
    ...(/^(published|AWS\d{3})/.test(told) ? [] : [`first ${told}`]),
    ...(again === 'published' ? findFaults(world) : [`then ${again}`]),
  ];
  return faults.map((fault) => `${name}: ${fault}`);
}

async function publish(world: PublishWorld, signal?: AbortSignal): Promise<string> {
  try {
    await (await world.openRun(destination, signal)).publish(golden);
    return 'published';
  } catch (error) {
    if (error instanceof Failure)
      return error.diagnostics.map(({ code, detail }) => `${code} ${detail}`).join('\n');
    return String(error);
  }
}

/** Calls of a publication without faults. */
async function listCalls() {
  await using world = await openPublishWorld();
  expect(await publish(world)).toBe('published');
  expect(findFaults(world)).toEqual([]);
  // Who one is was asked before anything is published.
  return world.cloud.fake.log.calls.filter(({ service }) => service !== 'sts');
}

const notFound = {
  ebs: { code: 'ResourceNotFoundException', status: 404 },
  ssm: { code: 'ParameterNotFound', status: 400 },
  ec2: { code: 'InvalidAMIID.NotFound', status: 400 },
};

const faults = {
  'throttled 5 times': { code: 'RequestLimitExceeded', status: 503, times: 5 },
  'answered 500': { code: 'InternalError', status: 500 },
  'reset before': { reset: 'before' },
  'reset after': { reset: 'after' },
  'hanging before': { hang: 'before' },
  'hanging after': { hang: 'after' },
} as const;

test.each(Object.entries(faults))(
  'a publication survives each of its calls %s',
  async (_, fault) => {
    const calls = await listCalls();
    const actions = [...new Set(calls.map(({ action }) => action))];
    expect(actions.length).toBeGreaterThan(15);
    const problems: string[] = [];
    for (const action of actions)
      problems.push(...(await tryCase(action, ({ cloud }) => cloud.fake.faults.add({ action, ...fault }))));
    expect(problems).toEqual([]);
  },
  900_000,
);

test('each call that does not find what was made a moment ago is made again, or told', async () => {
  const calls = await listCalls();
  const services = new Map(calls.map(({ action, service }) => [action, service]));
  const problems: string[] = [];
  for (const [action, service] of services) {
    const { code, status } = notFound[service as keyof typeof notFound] ?? notFound.ec2;
    problems.push(
      ...(await tryCase(action, ({ cloud }) => cloud.fake.faults.add({ action, code, status, times: 6 }))),
    );
  }
  expect(problems).toEqual([]);
}, 900_000);

test.each(['before', 'after'] as const)(
  'one that is ended at any call, %s its effect, is gone on with',
  async (when) => {
    const calls = await listCalls();
    const problems: string[] = [];
    for (let skip = 0; skip < calls.length; skip += 1) {
      await using world = await openPublishWorld();
      const { faults: armed, log } = world.cloud.fake;
      const stop = new AbortController();
      const run = await world.openRun(destination, stop.signal);
      log.clear();
      armed.add({ action: '*', skip, times: Number.MAX_SAFE_INTEGER, hang: when });
      const killed = run.publish(golden).catch(() => undefined);
      while (!log.calls.some(({ error }) => error === 'hang')) await sleep(5);
      stop.abort(new Error('killed'));
      await killed;
      armed.clear();
      const again = await publish(world);
      const found = again === 'published' ? findFaults(world) : [again];
      problems.push(...found.map((fault) => `ended at call ${skip} (${calls[skip]?.action}): ${fault}`));
    }
    expect(problems).toEqual([]);
  },
  900_000,
);
