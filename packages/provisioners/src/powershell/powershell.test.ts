import { Failure } from '@strata/diagnostics';
import { ConnectionError, Secret } from '@strata/sdk';
import {
  type Answer,
  createProvisionContext,
  createRecordingCommunicator,
  createTestPorts,
} from '@strata/sdk/testing';
import { powershell } from './provision';
import { type PowershellOptions, powershellSchema } from './schema';

const defaults = Object.fromEntries(
  Object.entries(powershellSchema.options).flatMap(([name, spec]) =>
    'default' in spec ? [[name, spec.default]] : [],
  ),
);

async function run(options: Partial<PowershellOptions>, answer: Answer = () => 0) {
  const communicator = createRecordingCommunicator({ answer });
  const context = createProvisionContext({ communicator, ports: createTestPorts({ '/ws/a.ps1': 'a\r\n' }) });
  const error = await powershell.provision(context, { ...defaults, ...options } as PowershellOptions).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error !== undefined && !(error instanceof Failure)) throw error;
  const commands = communicator.commands.map(({ command }) => command);
  const sent = (path: string) =>
    communicator.uploads.find(({ destination }) => destination.includes(path))?.content.toString();
  return { context, communicator, commands, sent, problems: error?.diagnostics ?? [] };
}

const at = { remote_path: 'c:/x.ps1', remote_env_var_path: 'c:/env.ps1' };
const QUIET =
  "if (Test-Path variable:global:ProgressPreference){set-variable -name variable:global:ProgressPreference -value 'SilentlyContinue'};";

test('a script is sent byte for byte and run with its environment, by the command of Packer', async () => {
  const { commands, sent, context } = await run({ ...at, script: 'a.ps1', env: { A: 'b' } });
  expect(sent('c:/x.ps1')).toBe('a\r\n');
  expect(sent('c:/env.ps1')).toBe(
    '$env:A="b"; $env:PACKER_BUILDER_TYPE="rootfs"; $env:PACKER_BUILD_NAME="golden"; ',
  );
  expect(commands).toEqual([
    `powershell -executionpolicy bypass "& { ${QUIET}. c:/env.ps1; &'c:/x.ps1'; exit $LastExitCode }"`,
    `powershell -executionpolicy bypass -command "Remove-Item -Force -ErrorAction SilentlyContinue -LiteralPath 'c:/x.ps1','c:/env.ps1'"`,
  ]);
  expect(context.reporter.said).toEqual(['Provisioning with powershell script: a.ps1']);
});

test.each<[Partial<PowershellOptions>, string]>([
  [{ execution_policy: 'none' }, 'powershell "& {'],
  [{ execution_policy: 'remotesigned', use_pwsh: true }, 'pwsh -executionpolicy remotesigned -command "& {'],
  [{ debug_mode: 2 }, `${QUIET}Set-PsDebug -Trace 2;. c:/env.ps1`],
  [{ execute_command: 'run {{.Vars}} {{.Path}}' }, 'run c:/env.ps1 c:/x.ps1'],
  [{ inline: ['x'], script: undefined }, 'powershell -executionpolicy bypass -file c:/x.ps1'],
])('%j gives the command %s', async (options, command) => {
  expect((await run({ ...at, script: 'a.ps1', ...options })).commands[0]).toContain(command);
});

test('inline lines read the environment and give on how they ended', async () => {
  const { sent } = await run({ ...at, inline: ['one', 'two'], remote_env_var_path: "c:/it's.ps1" });
  expect(sent('c:/x.ps1')).toBe(
    `$ProgressPreference = 'SilentlyContinue'\n. 'c:/it''s.ps1'\ntry {\none\ntwo\n} catch {\n  Write-Output $_\n  exit 1\n}\nif ($LastExitCode) { exit $LastExitCode }\n`,
  );
});

test('what PowerShell would read in a value is escaped, and a secret is in the file alone', async () => {
  const env = { A: `$x "y" 'z' \`w`, TOKEN: new Secret('s3cret') };
  const { sent, commands } = await run({ ...at, inline: ['x'], env });
  expect(sent('c:/env.ps1')).toContain('$env:A="`$x `"y`" `\'z`\' ``w"; ');
  expect(sent('c:/env.ps1')).toContain('$env:TOKEN="s3cret"; ');
  expect(commands.join()).not.toContain('s3cret');
});

test('with elevated_user a scheduled task runs the script', async () => {
  const elevated = { elevated_user: "box\\o'neil", elevated_password: new Secret("it's") };
  const { sent, commands } = await run({ ...at, inline: ['x'], ...elevated });
  expect(commands[0]).toMatch(
    /^powershell -executionpolicy bypass -file "c:\/Windows\/Temp\/packer-elevated-shell-[0-9a-f]{32}\.ps1"$/,
  );
  const runner = sent('packer-elevated-shell');
  // Before anything can fail: it holds the password.
  expect(runner).toMatch(/^Remove-Item -Force -LiteralPath \$MyInvocation\.MyCommand\.Path\r\n/);
  expect(runner).toContain("$user = 'box\\o''neil'\r\n$password = 'it''s'\r\n");
  expect(runner).toContain("&''c:/x.ps1''; exit $LastExitCode }\"'");
  expect(runner).toContain('-not (Test-Path $log)');
  expect(commands[1]).toMatch(/'c:\/x\.ps1','c:\/env\.ps1','c:\/Windows\/Temp\/packer-elevated-shell-/);
  expect(commands.join()).not.toContain("it's");
});

test('SYSTEM needs no password', async () => {
  const { sent } = await run({ inline: ['x'], elevated_user: 'SYSTEM', elevated_password: '' });
  expect(sent('packer-elevated-shell')).toContain("$user = 'SYSTEM'\r\n$password = $null\r\n");
});

test('the same script has the same name in every build, and may stay', async () => {
  const first = await run({ inline: ['x'], skip_clean: true });
  const second = await run({ inline: ['x'], skip_clean: true });
  expect(first.commands).toHaveLength(1);
  expect(first.commands).toEqual(second.commands);
  expect(first.commands[0]).toMatch(/-file c:\/Windows\/Temp\/script-[0-9a-f]{32}\.ps1$/);
});

test('a machine that cannot be reached gets everything again', async () => {
  let tries = 0;
  const { communicator, problems } = await run({ ...at, inline: ['x'] }, () => {
    if (++tries < 2) throw new ConnectionError('not yet');
    return 0;
  });
  expect(problems).toEqual([]);
  expect(communicator.uploads.map(({ content }) => content.length > 0)).toEqual([true, true, true, true]);
});

test('a script that fails is told, and what was sent is removed all the same', async () => {
  const { problems, commands } = await run({ ...at, inline: ['x'] }, ({ command }) =>
    command.includes('-file') ? 7 : 0,
  );
  expect(problems).toMatchObject([{ code: 'PRV002', detail: expect.stringContaining('exit status: 7') }]);
  expect(commands).toHaveLength(2);
});

test('a machine that is gone by then keeps what was sent, with a warning', async () => {
  const { problems, context } = await run({ ...at, inline: ['x'] }, ({ command }) => {
    if (command.includes('Remove-Item')) throw new ConnectionError('gone');
    return 0;
  });
  expect(problems).toEqual([]);
  expect(context.reporter.warnings).toEqual(['Left in the machine: c:/x.ps1, c:/env.ps1']);
});

test.each([
  [{ inline: ['x'], debug_mode: 3 }, 'PRV008: debug_mode is 3; allowed are 0, 1 and 2.'],
  [
    { inline: ['x'], elevated_password: 'x' },
    'PRV005: elevated_password is given, but elevated_user is not.',
  ],
])('%j is refused', (options, message) => {
  const write = (option: string, value: string) => `${option} = ${value}`;
  const told = powershellSchema.rules.flatMap((rule) => rule(options, () => undefined, write));
  expect(told.map(({ code, detail }) => `${code}: ${detail}`)).toEqual([message]);
});
