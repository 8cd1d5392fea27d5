import { createRecordingReporter, createTestPorts, type TestPorts } from '@strata/sdk/testing';
import { createStates } from './states';

const NAMES = ['first', 'one', 'two', 'three'];

interface Changes {
  readonly present?: readonly string[];
  /** What QEMU says of a state that it is to keep. */
  readonly says?: string;
  readonly ports?: TestPorts;
}

/** A machine whose states take a second to keep, and steps that take as long as the test says. */
async function createWorld({ present = [], says = '', ports = createTestPorts() }: Changes = {}) {
  const reporter = createRecordingReporter();
  const { signal } = new AbortController();
  const commands: string[] = [];
  const command = async (text: string) => {
    commands.push(text);
    await ports.clock.sleep(1_000, signal);
    return text.startsWith('savevm') ? says : '';
  };
  const checkpoints = { folder: '/kept', keys: NAMES, secret: () => '' };
  const context = { checkpoints, ports, reporter, signal };
  const states = await createStates(context, { command }, { names: NAMES, present });
  const step = async (done: number, seconds: number) => {
    await ports.clock.sleep(seconds * 1_000, signal);
    await states.save(done);
  };
  return { commands, reporter, states, step };
}

test('the machine that just answered is always kept, and then what took longer than to keep it', async () => {
  const { commands, states, step } = await createWorld();
  await states.save(0);
  await step(1, 2);
  await step(2, 0.9);
  await step(3, 5);
  expect(commands).toEqual(['savevm first', 'savevm one', 'savevm three']);
});

test('short steps are kept together once they took long enough', async () => {
  const { commands, states, step } = await createWorld();
  await states.save(0);
  await step(1, 0.4);
  await step(2, 0.4);
  await step(3, 0.4);
  expect(commands).toEqual(['savevm first', 'savevm three']);
});

test('what is kept already is not kept again, and counts as the last', async () => {
  const { commands, step } = await createWorld({ present: ['first', 'one'] });
  await step(1, 0);
  await step(2, 0.4);
  await step(3, 2);
  expect(commands).toEqual(['savevm three']);
});

test('what it took to keep a state is still known to the next build', async () => {
  const ports = createTestPorts();
  const { states } = await createWorld({ ports });
  await states.save(0);
  const next = await createWorld({ ports, present: ['first'] });
  await next.states.save(0);
  await next.step(1, 0.9);
  await next.step(2, 0.2);
  expect(next.commands).toEqual(['savevm two']);
});

test('states that no build would look for are removed', async () => {
  const { commands } = await createWorld({ present: ['first', 'old'] });
  expect(commands).toEqual(['delvm old']);
});

test('a machine that cannot be kept is told once, and goes on', async () => {
  const { commands, reporter, states, step } = await createWorld({ says: 'Error: no disk for it' });
  await states.save(0);
  await step(1, 60);
  expect(commands).toEqual(['savevm first']);
  expect(reporter.warnings).toEqual(['No states of this machine are kept: Error: no disk for it']);
});

test('people see that a state is kept, as long as it takes', async () => {
  const { reporter, states } = await createWorld();
  await states.save(0);
  const label = 'keeping the machine as it is now';
  expect(reporter.progressed).toMatchObject([{ label }, { label, ended: true }]);
});
