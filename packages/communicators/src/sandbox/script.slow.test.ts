import { Failure } from '@strata/diagnostics';
import { type RemoteScript, Secret } from '@strata/sdk';
import { createSandboxFixture, type SandboxFixture } from '../../../layers/src/testing/sandbox-fixture';
import { connectSandbox } from './connect';
import { runScript } from './script';

const never = new AbortController().signal;
let fixture: SandboxFixture;
beforeAll(async () => {
  fixture = await createSandboxFixture();
});
afterAll(() => fixture.close());

async function start() {
  const session = await fixture.open();
  const said: string[] = [];
  const run = (content: string, more: Partial<RemoteScript> = {}) =>
    runScript(
      session,
      {
        content: Buffer.from(content),
        path: '/tmp/a script.sh',
        command: "'/tmp/a script.sh'",
        keep: false,
        onOutput: ({ data }) => void said.push(data.toString()),
        ...more,
      },
      never,
    );
  return { run, said, communicator: connectSandbox(session) };
}

test('a script is sent, run with its environment, and removed', async () => {
  const { run, said, communicator } = await start();
  const exit = await run('#!/bin/sh\necho "$WORD"; cat; exit 7\n', { env: { WORD: new Secret('hidden') } });
  expect(exit).toEqual({ kind: 'exited', code: 7 });
  expect(said.join('')).toBe('hidden\n');
  expect(await communicator.exec({ command: 'test ! -e "/tmp/a script.sh"' }, never)).toMatchObject({
    code: 0,
  });
});

test('it stays when it is to be kept, with the mode that upload gives', async () => {
  const { run, said, communicator } = await start();
  await run('#!/bin/sh\n', { keep: true });
  const onOutput = ({ data }: { data: Buffer }) => void said.push(data.toString());
  await communicator.exec({ command: 'stat -c %a "/tmp/a script.sh"', onOutput }, never);
  expect(said.join('')).toBe('755\n');
});

test('a place that cannot be written is a diagnostic, and nothing is run', async () => {
  const { run, said } = await start();
  const failed = await run('#!/bin/sh\necho ran\n', { path: '/none/x.sh', command: 'echo ran' }).catch(
    (error) => error,
  );
  expect(failed).toBeInstanceOf(Failure);
  expect(failed.diagnostics).toMatchObject([{ code: 'COM001' }]);
  expect(said.join('')).not.toContain('ran');
});

test('a script may end with any code of its own', async () => {
  const { run } = await start();
  expect(await run('#!/bin/sh\nexit 121\n')).toEqual({ kind: 'exited', code: 121 });
});
