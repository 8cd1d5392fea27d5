import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFakeClock, createRecordingCommunicator } from '@strata/sdk/testing';
import type { VmApplication } from '@strata/target-azure/vm-applications';
import type { LocalPackage } from '../agent';
import { type MachineTry, tryInMachine } from './try-in-machine';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-try-'));
  writeFileSync(join(folder, 'package'), 'content');
});
afterAll(() => rm(folder, { recursive: true }));

const make = (name: string): LocalPackage => ({
  path: join(folder, 'package'),
  configuration: undefined,
  application: {
    ...{ name, version: '1.0.0', os: 'Linux', packageFile: name, configurationFile: `${name}.conf` },
    ...{
      afterReboot: 'None',
      commands: { install: `${name}-in`, update: `${name}-up`, remove: `${name}-out` },
    },
  } satisfies VmApplication,
});

/** A machine that is told what it does, and in which a command fails or leaves a file. */
function startMachine({ failing = '', leaving = '' } = {}) {
  const told: string[] = [];
  let files = ['/etc/passwd'];
  const machine = createRecordingCommunicator({
    answer: ({ command, stdin }, print) => {
      if (stdin !== undefined) told.push(`file ${/VMApplicationManagerLinux\/[^ ']+/.exec(command)?.[0]}`);
      if (command.includes('boot_id')) print('one\n');
      if (command.includes('-printf')) {
        told.push('look');
        print(files.map((path) => `${path}\0f\x00644\x000:0\x001\x002\0\0`).join(''));
      }
      const [, run] = /exec \/bin\/bash -c .*?([\w-]+)[^\w]*$/.exec(command.split('\n')[0] ?? '') ?? [];
      if (run === undefined || !/VMApplicationManagerLinux/.test(command)) return 0;
      told.push(run);
      if (run === leaving) files = [...files, '/opt/left'];
      return run === failing ? 1 : 0;
    },
  });
  return { machine, told };
}

async function tryOut(given: Parameters<typeof startMachine>[0], changes: Partial<MachineTry> = {}) {
  const { machine, told } = startMachine(given);
  const labels: string[] = [];
  const problems = await tryInMachine(
    { communicator: machine, clock: createFakeClock(), signal: new AbortController().signal },
    {
      ...{ local: make('app'), previous: undefined, check: 'look-at', needs: [], prepare: undefined },
      ...{ restart: false, leaves: [], onStep: ({ label }) => labels.push(label), ...changes },
    },
  );
  return { told, labels, problems };
}

test('an application is tried as root, in the folder and under the name that the agent gives it', async () => {
  const { told, problems } = await tryOut({});
  expect(problems).toEqual([]);
  const file = 'file VMApplicationManagerLinux/app/1.0.0/app';
  expect(told).toEqual([
    ...[file, '0', 'look', file, 'app-in', 'look-at', 'app-in', 'look-at'],
    ...[file, 'app-up', 'look-at', 'app-out', 'look'],
  ]);
});

test('what it needs is there before the machine is looked at, and no part of what may not stay', async () => {
  const { labels, told, problems } = await tryOut(
    { leaving: 'base-in' },
    { needs: [make('base')], prepare: 'bring' },
  );
  expect(problems).toEqual([]);
  expect(labels.slice(0, 3)).toEqual(['install base 1.0.0 before', 'prepare', 'install']);
  expect(told.indexOf('bring')).toBeLessThan(told.indexOf('look'));
});

test('what is needed and cannot be installed ends the try', async () => {
  const { labels, problems } = await tryOut({ failing: 'base-in' }, { needs: [make('base')] });
  expect(labels).toEqual(['install base 1.0.0 before']);
  expect(problems).toMatchObject([{ code: 'CLI065', detail: expect.stringContaining('install base 1.0.0') }]);
});

test('a command that fails is told', async () => {
  const { problems } = await tryOut({ failing: 'app-up' });
  expect(problems).toMatchObject([
    { code: 'CLI065', detail: expect.stringContaining('update ended with 1') },
  ]);
});

test('what is left is told, but for what may stay', async () => {
  const { problems } = await tryOut({ leaving: 'app-in' });
  expect(problems).toMatchObject([{ code: 'CLI066', detail: expect.stringContaining('added /opt/left') }]);
  expect((await tryOut({ leaving: 'app-in' }, { leaves: ['/opt/**'] })).problems).toEqual([]);
});
