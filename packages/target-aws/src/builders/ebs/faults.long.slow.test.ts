import { Failure } from '@strata/diagnostics';
import { listThings, type OpenedBuild, openBuild } from '../../testing/open-build';
import { runEbs as run } from '../../testing/run-ebs';

type Given = Readonly<Record<string, unknown>>;

/** Builds that between them make everything that a build can make. */
const BUILDS: Readonly<Record<string, Given>> = {
  'an image with a role of its own': {
    temporary_iam_instance_profile_policy_document: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['logs:*'], Resource: ['*'] }],
    },
  },
  'an encrypted image in two regions': {
    encrypt_boot: true,
    ami_regions: ['us-east-1'],
    deprecate_at: '2031-01-02T03:04:05Z',
  },
  'an image of a spot machine': { spot_price: 'auto' },
};

/** Calls of a build that nothing troubles: each action with how many of its kind come before. */
async function listCalls(given: Given) {
  await using build = await openBuild();
  await run(build, given);
  const seen = new Map<string, number>();
  return build.fake.log.calls.map(({ action, mutating }) => {
    const skip = seen.get(action) ?? 0;
    seen.set(action, skip + 1);
    return { action, skip, mutating };
  });
}

const REFUSED = { code: 'UnauthorizedOperation', status: 403, message: 'You are not authorized.' };
const KILLED = { ...REFUSED, after: true };

/** Troubles that a build survives, and how often they come. */
const SURVIVED = {
  'throttled five times': { code: 'RequestLimitExceeded', status: 503, times: 5 },
  'a fault of AWS': { code: 'InternalError', status: 500, times: 2 },
  'a connection that breaks before': { reset: 'before', times: 1 },
  'a connection that breaks after': { reset: 'after', times: 1 },
} as const;

const isSpotRequest = (id: string) => id.includes('sir-');
const getMore = (build: OpenedBuild, before: readonly string[]) =>
  listThings(build).filter((id) => !before.includes(id) && !isSpotRequest(id));

describe.each(Object.entries(BUILDS))('%s', (_, given) => {
  it('leaves nothing when any call is refused, and tells why', async () => {
    const wrong: string[] = [];
    for (const { action, skip } of await listCalls(given)) {
      await using build = await openBuild();
      const before = listThings(build);
      build.fake.faults.add({ action, skip, ...REFUSED });
      const outcome = await run(build, given).catch((error: unknown) => error);
      build.fake.faults.clear();
      const isExplained = outcome instanceof Failure && outcome.diagnostics[0]?.code === 'AWS005';
      if (!isExplained && action !== 'GetConsoleOutput') wrong.push(`${action} ${skip}: ${outcome}`);
      await build.undo();
      if (outcome instanceof Failure)
        wrong.push(...getMore(build, before).map((id) => `${action} ${skip}: ${id}`));
    }
    expect(wrong).toEqual([]);
  }, 600_000);

  it('leaves nothing to a sweep when it is killed after any change', async () => {
    const wrong: string[] = [];
    for (const { action, skip } of (await listCalls(given)).filter(({ mutating }) => mutating)) {
      await using build = await openBuild();
      const before = listThings(build);
      build.fake.faults.add({ action, skip, ...KILLED });
      const outcome = await run(build, given).catch((error: unknown) => error);
      if (!(outcome instanceof Failure)) wrong.push(`${action} ${skip}: ${outcome}`);
      await build.sweep();
      wrong.push(...getMore(build, before).map((id) => `${action} ${skip}: ${id}`));
    }
    expect(wrong).toEqual([]);
  }, 600_000);

  it.each(Object.entries(SURVIVED))(
    'is made in spite of %s, once',
    async (_trouble, effect) => {
      const wrong: string[] = [];
      for (const { action, skip } of await listCalls(given)) {
        await using build = await openBuild();
        const before = listThings(build);
        build.fake.faults.add({ action, skip, ...effect });
        const outcome = await run(build, given).catch((error: unknown) => error);
        if (outcome instanceof Error) wrong.push(`${action} ${skip}: ${outcome.message}`);
        await build.undo();
        const regions = (given['ami_regions'] as readonly string[] | undefined) ?? [];
        const more = getMore(build, before);
        // An image and its snapshot in each region.
        if (more.length !== 2 * (1 + regions.length)) wrong.push(`${action} ${skip}: ${more.join(', ')}`);
      }
      expect(wrong).toEqual([]);
    },
    600_000,
  );
});
