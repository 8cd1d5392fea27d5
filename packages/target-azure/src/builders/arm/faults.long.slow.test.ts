import { Failure } from '@strata/diagnostics';
import { type OpenedBuild, openBuild } from '../../testing/open-build';
import { addDefinition, intoGallery, listThings, noManaged, runArm } from '../../testing/run-arm';

type Given = Readonly<Record<string, unknown>>;

/** Builds that between them make everything that a build can make. */
const BUILDS: Readonly<Record<string, Given>> = {
  'a managed image with a snapshot': { managed_image_os_disk_snapshot_name: 'golden_1' },
  'a version of a gallery': { ...noManaged, ...intoGallery('1.0.0') },
  'Windows with a vault': { os_type: 'Windows', communicator: 'winrm' },
};

interface Call {
  readonly name: string;
  readonly mutating: boolean;
}

/** Operations end by time: a request that is made again may find the first one under way. */
const PENDING = 5_000;

async function open(): Promise<OpenedBuild> {
  // Requests that hang are given up soon: nobody waits here.
  const variables = { STRATA_AZURE_TIMEOUT: '1s' };
  const build = await openBuild({ variables, pending: { milliseconds: PENDING } });
  await addDefinition(build, 'golden');
  build.fake.log.clear();
  return build;
}

/** Calls of a build that nothing troubles, in their order. */
async function listCalls(given: Given): Promise<readonly Call[]> {
  await using build = await open();
  await runArm(build, given);
  return build.fake.log.calls.map(({ method, type, action, mutating }) => ({
    name: [method, type, action].filter(Boolean).join(' '),
    mutating,
  }));
}

const REFUSED = { code: 'AuthorizationFailed', status: 403, message: 'You are not authorized.' };

/** Troubles that a build survives, and how often they come. */
const SURVIVED = {
  'throttled five times': { code: 'TooManyRequests', status: 429, times: 5, headers: { 'retry-after': '1' } },
  'a fault of Azure': { code: 'InternalServerError', status: 500, times: 2 },
  'a connection that breaks before': { reset: 'before', times: 1 },
  'a connection that breaks after': { reset: 'after', times: 1 },
  'no answer': { hang: 'before', times: 1 },
  'no answer to what was done': { hang: 'after', times: 1 },
} as const;

const EVERY = /./u;

describe.each(Object.entries(BUILDS))('%s', (_, given) => {
  let calls: readonly Call[] = [];
  beforeAll(async () => {
    calls = await listCalls(given);
  });

  test('leaves nothing when any call is refused, and tells why', async () => {
    const wrong: string[] = [];
    for (const [skip, { name }] of calls.entries()) {
      await using build = await open();
      const before = listThings(build);
      build.fake.faults.add({ match: EVERY, skip, ...REFUSED });
      const outcome = await runArm(build, given).catch((error: unknown) => error);
      const isExplained = outcome instanceof Failure && outcome.diagnostics[0]?.code === 'AZU005';
      if (!isExplained) wrong.push(`${skip} ${name}: ${outcome}`);
      await build.undo();
      wrong.push(...compare(before, listThings(build)).map((id) => `${skip} ${name} left ${id}`));
    }
    expect(wrong).toEqual([]);
    expect(calls.length).toBeGreaterThan(15);
  }, 600_000);

  test.each(Object.entries(SURVIVED))(
    'survives %s at any call',
    async (__, effect) => {
      const wrong: string[] = [];
      const usual = await leave(given);
      for (const [skip, { name }] of calls.entries()) {
        await using build = await open();
        build.fake.faults.add({ match: EVERY, skip, ...effect });
        const outcome = await runArm(build, given).catch((error: unknown) => error);
        if (outcome instanceof Error) wrong.push(`${skip} ${name}: ${outcome}`);
        build.fake.faults.clear();
        await build.undo();
        wrong.push(...compare(usual, listThings(build)).map((id) => `${skip} ${name}: ${id}`));
      }
      expect(wrong).toEqual([]);
    },
    600_000,
  );

  test('is swept when it ends after any change', async () => {
    const wrong: string[] = [];
    for (const [skip, { name, mutating }] of calls.entries()) {
      if (!mutating) continue;
      await using build = await open();
      const before = listThings(build);
      build.fake.faults.add({ match: EVERY, skip, ...REFUSED, after: true });
      await runArm(build, given).catch(() => undefined);
      await build.sweep();
      wrong.push(...compare(before, listThings(build)).map((id) => `${skip} ${name}: ${id}`));
    }
    expect(wrong).toEqual([]);
  }, 600_000);
});

/** What a build that nothing troubles leaves. */
async function leave(given: Given): Promise<readonly string[]> {
  await using build = await open();
  await runArm(build, given);
  await build.undo();
  return listThings(build);
}

function compare(expected: readonly string[], found: readonly string[]): readonly string[] {
  return [
    ...found.filter((id) => !expected.includes(id)).map((id) => `+ ${id}`),
    ...expected.filter((id) => !found.includes(id)).map((id) => `- ${id}`),
  ];
}
