import { Failure } from '@strata/diagnostics';
import { ConnectionError, Secret } from '@strata/sdk';
import {
  type Answer,
  createProvisionContext,
  createRecordingCommunicator,
  createTestPorts,
} from '@strata/sdk/testing';
import { windowsShell } from './provision';
import { type WindowsShellOptions, windowsShellSchema } from './schema';

const defaults = Object.fromEntries(
  Object.entries(windowsShellSchema.options).flatMap(([name, spec]) =>
    'default' in spec ? [[name, spec.default]] : [],
  ),
);

async function run(options: Partial<WindowsShellOptions>, answer: Answer = () => 0) {
  const communicator = createRecordingCommunicator({ answer });
  const ports = createTestPorts({ '/ws/a.bat': 'a\r\n' });
  const context = createProvisionContext({ communicator, ports });
  const error = await windowsShell
    .provision(context, { ...defaults, ...options } as WindowsShellOptions)
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
  if (error !== undefined && !(error instanceof Failure)) throw error;
  return { context, communicator, problems: error?.diagnostics ?? [] };
}

test('a script is sent byte for byte, run with its environment before it, and stays', async () => {
  const { communicator, context } = await run({
    script: 'a.bat',
    env: { B: 'b c' },
    environment_vars: ['A=1'],
  });
  expect(communicator.uploads).toMatchObject([
    { destination: 'c:/Windows/Temp/script.bat', content: Buffer.from('a\r\n') },
  ]);
  expect(communicator.commands.map(({ command }) => command)).toEqual([
    'set "A=1" && set "B=b c" && set "PACKER_BUILDER_TYPE=rootfs" && set "PACKER_BUILD_NAME=golden" && "c:/Windows/Temp/script.bat"',
  ]);
  expect(context.reporter.said).toEqual(['Provisioning with shell script: a.bat']);
});

test('inline lines become one batch file', async () => {
  const { communicator } = await run({ inline: ['echo 1', 'echo 2'] });
  expect(communicator.uploads[0]?.content.toString()).toBe('echo 1\necho 2\n');
});

test('a secret is no part of the command', async () => {
  const { communicator } = await run({ inline: ['x'], env: { TOKEN: new Secret('s3cret') } });
  expect(communicator.commands[0]?.command).not.toContain('TOKEN');
  expect(communicator.commands[0]?.env).toEqual({ TOKEN: 's3cret' });
});

test('a machine that cannot be reached is tried again, from the upload on', async () => {
  let tries = 0;
  const { communicator, problems } = await run({ inline: ['x'] }, () => {
    if (++tries < 3) throw new ConnectionError('not yet');
    return 0;
  });
  expect([problems, communicator.uploads.length]).toEqual([[], 3]);
});

test('exit codes that are not listed are failures', async () => {
  expect((await run({ inline: ['x'], valid_exit_codes: [0, 3010] }, () => 3010)).problems).toEqual([]);
  const { problems } = await run({ inline: ['x'] }, (_, print) => {
    print('Access is denied.\r\n');
    return 5;
  });
  expect(problems).toMatchObject([
    {
      code: 'PRV002',
      detail:
        'The inline script failed. Script exited with non-zero exit status: 5. Allowed exit codes are: [0].\nIts last output:\n  Access is denied.',
    },
  ]);
  const lost = await run({ inline: ['x'] }, () => ({ kind: 'disconnected' }));
  expect(lost.problems).toMatchObject([{ code: 'PRV003', hint: expect.stringContaining('windows-restart') }]);
});
