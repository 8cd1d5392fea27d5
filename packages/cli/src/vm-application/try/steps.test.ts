import type { VmApplication } from '@strata/target-azure/vm-applications';
import type { Agent, LocalPackage } from './agent';
import { trySteps } from './steps';

const make = (version: string, update: string | undefined): LocalPackage => ({
  path: `/dist/${version}`,
  configuration: undefined,
  application: {
    ...{ name: 'app', version, os: 'Linux', packageFile: 'app.tar.gz', configurationFile: 'app.conf' },
    afterReboot: 'None',
    commands: { install: 'in', remove: 'out', ...(update !== undefined && { update }) },
  } satisfies VmApplication,
});

/** An agent that writes down what it was told; a command of that name fails. */
function createFakeAgent(failing = '') {
  const calls: string[] = [];
  const agent: Agent = {
    place: async ({ application }) => void calls.push(`place ${application.version}`),
    run: async ({ version }, command) => {
      calls.push(`${version} ${command}`);
      return { code: command === failing ? 1 : 0, tail: [] };
    },
    leave: async () => void calls.push('leave'),
  };
  return { agent, calls };
}

async function tryAll(failing: string, ...versions: readonly [LocalPackage, LocalPackage?]) {
  const { agent, calls } = createFakeAgent(failing);
  const labels: string[] = [];
  const [local, previous] = versions;
  for await (const { label } of trySteps(agent, { local, previous, check: 'look' })) labels.push(label);
  return { calls, labels };
}

test('an application is installed twice, updated and removed, and looked at after each', async () => {
  const { calls } = await tryAll('', make('2.0.0', 'up'), make('1.0.0', undefined));
  expect(calls).toEqual([
    ...['place 1.0.0', '1.0.0 in', '1.0.0 look', '1.0.0 in', '1.0.0 look'],
    ...['place 2.0.0', '2.0.0 up', '2.0.0 look', '2.0.0 out'],
  ]);
});

test('without an update command the old version is removed by its own command, and the new one installed', async () => {
  const { calls } = await tryAll('', make('2.0.0', undefined), make('1.0.0', 'up'));
  expect(calls.slice(5)).toEqual(['1.0.0 out', 'place 2.0.0', '2.0.0 in', '2.0.0 look', '2.0.0 out']);
});

test('the first that fails is the last that is tried', async () => {
  const { labels } = await tryAll('look', make('1.0.0', 'up'));
  expect(labels).toEqual(['install', 'check']);
});

test('where that is to be tried the machine is restarted when it is updated, and looked at again', async () => {
  const { agent, calls } = createFakeAgent();
  const restart = async () => void calls.push('restart');
  const labels: string[] = [];
  const request = { local: make('1.0.0', 'up'), previous: undefined, check: 'look', restart };
  for await (const { label } of trySteps(agent, request)) labels.push(label);
  expect(labels.slice(-4)).toEqual(['check', 'restart', 'check', 'remove']);
  expect(calls.slice(-4)).toEqual(['1.0.0 look', 'restart', '1.0.0 look', '1.0.0 out']);
});
