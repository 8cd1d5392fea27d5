import { Failure } from '@strata/diagnostics';
import { createLimit } from '../../../../engine/src/limit';
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
  /** How many come before it. */
  readonly skip: number;
  readonly name: string;
  readonly mutating: boolean;
}

/** Most of a case is waiting: for requests that hang. */
const AT_A_TIME = 4;

/** Operations end by time: a request that is made again may find the first one under way. */
const PENDING = 5_000;

/** @param patience for an answer: where none comes, nobody waits as long as for Azure; a machine that is busy takes seconds. */
async function open(patience = '60s'): Promise<OpenedBuild> {
  const variables = { STRATA_AZURE_TIMEOUT: patience };
  const build = await openBuild({ variables, pending: { milliseconds: PENDING } });
  await addDefinition(build, 'golden');
  build.fake.log.clear();
  return build;
}

/** Calls of a build that nothing troubles: each that changes something, and of questions that are alike the first and the last. */
async function listCalls(given: Given): Promise<readonly Call[]> {
  await using build = await open();
  await runArm(build, given);
  const calls = build.fake.log.calls.map(({ method, type, action, mutating }, skip) => ({
    ...{ skip, mutating },
    name: [method, type, action].filter(Boolean).join(' '),
  }));
  const names = calls.map(({ name }) => name);
  return calls.filter(
    ({ name, mutating, skip }) =>
      mutating || names.indexOf(name) === skip || names.lastIndexOf(name) === skip,
  );
}

/** What is wrong in each of the cases, told with its call. */
async function tryAll(
  calls: readonly Call[],
  run: (call: Call) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const limit = createLimit(AT_A_TIME);
  const found = await Promise.all(
    calls.map((call) =>
      limit(async () => (await run(call)).map((text) => `${call.skip} ${call.name}: ${text}`)),
    ),
  );
  return found.flat();
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
  }, 120_000);

  test('leaves nothing when any call is refused, and tells why', async () => {
    const wrong = await tryAll(calls, async ({ skip }) => {
      await using build = await open();
      const before = listThings(build);
      build.fake.faults.add({ match: EVERY, skip, ...REFUSED });
      const outcome = await runArm(build, given).catch((error: unknown) => error);
      const isExplained = outcome instanceof Failure && outcome.diagnostics[0]?.code === 'AZU005';
      await build.undo();
      return [...(isExplained ? [] : [String(outcome)]), ...compare(before, listThings(build))];
    });
    expect(wrong).toEqual([]);
    expect(calls.length).toBeGreaterThan(15);
  }, 600_000);

  test.each(Object.entries(SURVIVED))(
    'survives %s at any call',
    async (__, effect) => {
      const usual = await leave(given);
      const wrong = await tryAll(calls, async ({ skip }) => {
        await using build = await open('hang' in effect ? '5s' : undefined);
        build.fake.faults.add({ match: EVERY, skip, ...effect });
        const outcome = await runArm(build, given).catch((error: unknown) => error);
        build.fake.faults.clear();
        await build.undo();
        return [...(outcome instanceof Error ? [String(outcome)] : []), ...compare(usual, listThings(build))];
      });
      expect(wrong).toEqual([]);
    },
    600_000,
  );

  test('is swept when it ends after any change', async () => {
    const changes = calls.filter(({ mutating }) => mutating);
    const wrong = await tryAll(changes, async ({ skip }) => {
      await using build = await open();
      const before = listThings(build);
      build.fake.faults.add({ match: EVERY, skip, ...REFUSED, after: true });
      await runArm(build, given).catch(() => undefined);
      await build.sweep();
      return compare(before, listThings(build));
    });
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
