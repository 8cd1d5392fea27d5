import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '@strata/diagnostics';
import { day, findParts, type KeepWorld, openKeepWorld } from '../testing/keep-world';
import { testDestination } from '../testing/publish-world';
import type { AwsKeepRequest } from './request';

/** Everything that images can have, in one region: what is done to them there is done alike in each. */
const destination = {
  ...testDestination,
  regions: [testDestination.region],
  sharing: { ...testDestination.sharing, accounts: ['111122223333'], withSnapshots: true },
  isProtected: true,
};
/** A hanging call is given up after this, so that a case takes seconds. */
const variables = { STRATA_AWS_TIMEOUT: '2s' };

interface Scene {
  readonly world: KeepWorld;
  readonly old: string;
  readonly needed: string;
  readonly due: string;
  readonly request: Partial<AwsKeepRequest>;
}

/** A region with an image for each decision, beside one of others. */
async function openScene(): Promise<Scene> {
  const world = await openKeepWorld({ variables });
  const aside = new Date(world.clock.now() - 20 * day).toISOString();
  const [old, needed, due] = [
    await world.add({ age: 100 }),
    await world.add({ age: 101, tags: { 'strata:quarantined': aside, 'strata:sharing': 'somebody' } }),
    await world.add({ age: 102, tags: { 'strata:quarantined': aside } }),
  ];
  for (const age of [1, 2]) await world.add({ age });
  await world.add({ age: 900, tags: { 'strata:build-id': 'publish.other.web.1' } });
  for (const image of world.region().images.all()) {
    image.protection = { kind: 'enabled-without-cooldown' };
    if (image.tags.has('strata:quarantined')) image.state = 'disabled';
  }
  const published = new Set([`${destination.region} ${needed}`]);
  return { world, old, needed, due, request: { destination, published } };
}

/** What is not as it should be when all is done. */
function findFaults({ world, old, needed, due }: Scene): readonly string[] {
  const { images, snapshots } = world.region();
  const [oldImage, neededImage] = [images.find(old), images.find(needed)];
  const isTagged = (id: string) =>
    findParts(world.region(), id).map(({ tags }) => tags.has('strata:quarantined'));
  const checks: Readonly<Record<string, boolean>> = {
    'the old image is disabled': oldImage?.state === 'disabled' && oldImage.protection.kind === 'disabled',
    'the old image and its snapshot say since when': isTagged(old).every((each) => each),
    'the needed image is enabled': neededImage?.state === 'available',
    'the needed image is shared': neededImage?.launchPermissions.length === 1,
    'the needed image is protected': neededImage?.protection.kind !== 'disabled',
    'the needed image and its snapshot say nothing': !isTagged(needed).some((each) => each),
    'the image that was due is gone': images.find(due) === undefined,
    'nothing else is gone': images.all().length === 5 && snapshots.all().length === 5,
    'nothing else is disabled': images.all().filter(({ state }) => state === 'disabled').length === 1,
  };
  return Object.entries(checks).flatMap(([check, isRight]) => (isRight ? [] : [check]));
}

/** How a run went: `done`, or the codes of what went wrong. */
async function run({ world, request }: Scene, signal?: AbortSignal): Promise<string> {
  try {
    const outcomes = await world.apply(request, signal);
    const codes = outcomes.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code));
    return codes.length === 0 ? 'done' : codes.join(' ');
  } catch (error) {
    if (error instanceof Failure) return error.diagnostics.map(({ code }) => code).join(' ');
    return String(error);
  }
}

/** Calls of a run without faults. */
async function listCalls() {
  const scene = await openScene();
  await using world = scene.world;
  expect(await run(scene)).toBe('done');
  expect(findFaults(scene)).toEqual([]);
  return world.cloud.fake.log.calls.filter(({ service }) => service !== 'sts');
}

/** A run with a fault in its way, and one without. */
async function tryCase(name: string, arm: (world: KeepWorld) => void): Promise<readonly string[]> {
  const scene = await openScene();
  await using world = scene.world;
  arm(world);
  const first = await run(scene);
  world.cloud.fake.faults.clear();
  const again = await run(scene);
  return [
    ...(/^(done$|AWS\d{3})/.test(first) ? [] : [`first ${first}`]),
    ...(again === 'done' ? findFaults(scene) : [`then ${again}`]),
  ].map((fault) => `${name}: ${fault}`);
}

const faults = {
  'throttled 5 times': { code: 'RequestLimitExceeded', status: 503, times: 5 },
  'answered 500': { code: 'InternalError', status: 500 },
  'not found': { code: 'InvalidAMIID.NotFound', status: 400, times: 6 },
  'not permitted': { code: 'UnauthorizedOperation', status: 403 },
  'reset before': { reset: 'before' },
  'reset after': { reset: 'after' },
  'hanging before': { hang: 'before' },
  'hanging after': { hang: 'after' },
} as const;

test.each(Object.entries(faults))(
  'looking after images survives each of its calls %s',
  async (_, fault) => {
    const actions = new Set((await listCalls()).map(({ action }) => action));
    expect(actions.size).toBeGreaterThan(15);
    const problems: string[] = [];
    for (const action of actions)
      problems.push(...(await tryCase(action, ({ cloud }) => cloud.fake.faults.add({ action, ...fault }))));
    expect(problems).toEqual([]);
  },
  900_000,
);

test.each(['before', 'after'] as const)(
  'a run that is ended at any call, %s its effect, is gone on with',
  async (when) => {
    const calls = await listCalls();
    const problems: string[] = [];
    for (let skip = 0; skip < calls.length; skip += 1) {
      const scene = await openScene();
      await using world = scene.world;
      const { faults: armed, log } = world.cloud.fake;
      const stop = new AbortController();
      log.clear();
      // Who one is was asked first.
      armed.add({ action: '*', skip: skip + 1, times: Number.MAX_SAFE_INTEGER, hang: when });
      const killed = run(scene, stop.signal);
      while (!log.calls.some(({ error }) => error === 'hang')) await sleep(5);
      stop.abort(new Error('killed'));
      await killed;
      armed.clear();
      const again = await run(scene);
      const found = again === 'done' ? findFaults(scene) : [again];
      problems.push(...found.map((fault) => `ended at call ${skip} (${calls[skip]?.action}): ${fault}`));
    }
    expect(problems).toEqual([]);
  },
  900_000,
);
