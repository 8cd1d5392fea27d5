import { Failure } from '@strata/diagnostics';
import { ConnectionError, type RemoteExit } from '@strata/sdk';
import { createProvisionContext, createRecordingCommunicator } from '@strata/sdk/testing';
import { windowsRestart } from './provision';
import { type WindowsRestartOptions, windowsRestartSchema } from './schema';

const defaults = Object.fromEntries(
  Object.entries(windowsRestartSchema.options).map(([name, { default: value }]) => [name, value]),
);
const TRY = 'shutdown /r /f /t 60 /c "packer restart test"';

const decode = (command: string) =>
  command.replace(/^powershell.exe -EncodedCommand (.*)$/, (_, text) =>
    Buffer.from(text, 'base64').toString('utf16le'),
  );

type Reply = number | RemoteExit | Error | string;

/** Each command is answered by the next of its replies; the last one stays. */
async function run(options: Partial<WindowsRestartOptions>, replies: Readonly<Record<string, Reply[]>>) {
  const told: string[] = [];
  const communicator = createRecordingCommunicator({
    answer({ command }, print) {
      const name = decode(command);
      told.push(name);
      const [reply = 0] = replies[name] ?? [];
      if ((replies[name]?.length ?? 0) > 1) replies[name]?.shift();
      if (reply instanceof Error) throw reply;
      if (typeof reply !== 'string') return reply;
      print(reply);
      return 0;
    },
  });
  const context = createProvisionContext({ communicator });
  const whole = { ...defaults, ...options } as WindowsRestartOptions;
  const error = await windowsRestart.provision(context, whole).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error !== undefined && !(error instanceof Failure)) throw error;
  return { told, context, problems: error?.diagnostics ?? [] };
}

const RESTART = 'shutdown /r /f /t 0 /c "packer restart"';
const CHECK = 'echo ("{0} restarted." -f [System.Net.Dns]::GetHostName())';
const lost = new ConnectionError('refused');

test('the machine is restarted, waited for and asked, with the commands of Packer', async () => {
  const { told, context, problems } = await run(
    {},
    { [TRY]: [1115, lost, 1190, 0], [CHECK]: [1, 'box restarted.'] },
  );
  expect(problems).toEqual([]);
  expect(told).toEqual([RESTART, TRY, TRY, TRY, TRY, 'shutdown /a', CHECK, CHECK]);
  expect(context.ports.clock.sleeps).toEqual([5000, 5000, 5000, 5000]);
  expect(context.reporter.said).toEqual([
    'Restarting Machine',
    'Waiting for machine to restart...',
    'Machine successfully restarted, moving on',
  ]);
});

test.each<Reply>([0, 1115, 1190, { kind: 'disconnected' }, lost])(
  'a restart that answers %j is under way',
  async (reply) => {
    expect((await run({}, { [RESTART]: [reply] })).problems).toEqual([]);
  },
);

test('a restart that is refused is a failure', async () => {
  const { problems, told } = await run({}, { [RESTART]: [5] });
  expect(problems).toMatchObject([{ code: 'PRV002', detail: expect.stringContaining('exit status: 5') }]);
  expect(told).toEqual([RESTART]);
});

test('a machine that does not come back in time is a failure', async () => {
  const { problems, context } = await run({ restart_timeout: 60_000 }, { [TRY]: [lost] });
  expect(problems).toMatchObject([
    { code: 'PRV003', detail: 'The machine was not back 60 seconds after its restart.' },
  ]);
  expect(context.ports.clock.sleeps).toHaveLength(12);
});

test('keys of the registry are waited for when that is wanted', async () => {
  const keys = { check_registry: true, registry_keys: ['HKLM:A', 'HKLM:B'] };
  const { told, problems } = await run(keys, { 'Test-Path "HKLM:B"': ['True\r\n', 'False\r\n'] });
  expect(problems).toEqual([]);
  const tests = ['Test-Path "HKLM:A"', 'Test-Path "HKLM:B"'];
  expect(told.slice(-4)).toEqual([...tests, ...tests]);
});
