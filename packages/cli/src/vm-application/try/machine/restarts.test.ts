import { ConnectionError } from '@strata/sdk';
import { createFakeClock } from '@strata/sdk/testing';
import type { VmApplication } from '@strata/target-azure/vm-applications';
import type { Agent, Ended } from '../agent';
import { calmMachine, withRestarts } from './restarts';
import type { Shell } from './root-shell';

const application: VmApplication = {
  ...{ name: 'app', version: '1.0.0', os: 'Linux', packageFile: 'app.tar.gz', configurationFile: 'app.conf' },
  ...{ afterReboot: 'None', commands: { install: 'in', remove: 'out' } },
};

const { signal } = new AbortController();

/** A machine that answers with these, one after the other; the last stays. `gone` is no answer. */
async function startMachine(...answers: readonly string[]) {
  const left = [...answers];
  const calmed: string[] = [];
  const clock = createFakeClock();
  const shell: Pick<Shell, 'exec'> = {
    exec: async ({ command, onOutput }) => {
      const text = String(command);
      if (text.includes('Triggers')) calmed.push(left[0] ?? '');
      if (!text.includes('boot_id')) return { kind: 'exited', code: 0 };
      const answer = (left.length > 1 ? left.shift() : left[0]) ?? '';
      if (answer === 'gone') throw new ConnectionError('gone');
      if (answer === 'cut') return { kind: 'disconnected' };
      onOutput?.({ stream: 'stdout', data: Buffer.from(`${answer}\n`) });
      return { kind: 'exited', code: 0 };
    },
  };
  const machine = await calmMachine(shell, { clock, signal });
  return { machine, calmed, clock };
}

/** Runs a command that ends so, and says how often it was run and how that ended. */
async function run(answers: readonly string[], ends: readonly Ended[], afterReboot: 'None' | 'Rerun') {
  const { machine } = await startMachine('one', ...answers);
  let runs = 0;
  const agent: Agent = {
    place: async () => undefined,
    leave: async () => undefined,
    run: async () => ends[runs++] ?? { code: 0, tail: [] },
  };
  const ended = await withRestarts(agent, machine).run({ ...application, afterReboot }, 'in');
  return { runs, code: ended.code, tail: ended.tail };
}

const cut: Ended = { code: undefined, tail: [] };
const well: Ended = { code: 0, tail: [] };

test('a machine that restarts is waited for, and calmed again', async () => {
  const { machine, calmed, clock } = await startMachine('one', 'one', 'pending', 'gone', 'cut', 'two');
  await machine.restart();
  expect(calmed).toHaveLength(2);
  expect(clock.sleeps.length).toBeGreaterThanOrEqual(4);
  expect(await machine.findStart()).toBe('two');
});

test('a machine that does not come back is told', async () => {
  const { machine } = await startMachine('one', 'gone');
  await expect(machine.restart()).rejects.toThrow('did not come back');
});

test.each([
  ['a command that restarts nothing runs once', ['one'], [well], 'Rerun', 1, 0],
  ['one that fails has failed', ['one'], [{ code: 7, tail: [] }], 'Rerun', 1, 7],
  ['one that a restart cut off has ended well', ['one', 'gone', 'two'], [cut], 'None', 1, 0],
  ['or is run again', ['one', 'gone', 'two'], [cut, well], 'Rerun', 2, 0],
  ['also when it ended before the restart', ['one', 'pending', 'two'], [well, well], 'Rerun', 2, 0],
  ['one that failed before the restart has failed', ['one', 'two'], [{ code: 7, tail: [] }], 'None', 1, 7],
] as const)('%s', async (_, answers, ends, afterReboot, runs, code) => {
  expect(await run(answers, ends, afterReboot)).toMatchObject({ runs, code });
});

test('a command that restarts the machine each time is given up', async () => {
  const answers = ['one', 'two', 'two', 'three', 'three', 'four'];
  const ended = await run(answers, [cut, cut, cut, cut], 'Rerun');
  expect(ended).toMatchObject({ runs: 3, code: undefined, tail: [expect.stringContaining('3 times')] });
});
