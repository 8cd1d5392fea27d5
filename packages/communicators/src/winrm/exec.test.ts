import { once } from 'node:events';
import { Readable } from 'node:stream';
import { type Communicator, type Connection, ConnectionError, type RemoteCommand, Secret } from '@strata/sdk';
import { connectToWindows } from '../testing/winrm-fixture';
import { toClixml } from '../testing/winrm-server/commands';
import type { Program } from '../testing/winrm-server/process';
import { startWinrmServer, type WinrmServer, type WinrmServerOptions } from '../testing/winrm-server/start';
import { TOO_MANY_SHELLS } from './errors';
import { getPowershellLine } from './powershell';

/** Milliseconds. Each message is a request of its own, which takes its time on a busy machine. */
jest.setTimeout(30_000);

let server: WinrmServer;
let connection: Connection;
let communicator: Communicator;

async function open(options: WinrmServerOptions = {}) {
  server = await startWinrmServer({ longestWait: 50, programs: () => programs, ...options });
  connection = await connectToWindows(server);
  communicator = connection.communicator;
}

afterEach(async () => {
  await connection.close();
  await server.close();
});

const exits: Program = ({ commandLine }) => Number(commandLine.split(' ')[1]);
const writesBoth: Program = async ({ out, err }) => {
  await out(Buffer.from([0, 255, 13, 10]));
  await err('b');
  return 0;
};
const isLate: Program = async ({ out }) => {
  await new Promise((done) => setTimeout(done, 200));
  await out('late');
  return 0;
};
const says = (text: string, cuts: readonly number[]): Program => {
  const bytes = Buffer.from(text);
  return async ({ out, err, commandLine }) => {
    for (const [index, cut] of cuts.entries())
      await (commandLine === 'errors' ? err : out)(bytes.subarray(cuts[index - 1] ?? 0, cut));
    await (commandLine === 'errors' ? err : out)(bytes.subarray(cuts.at(-1)));
    return 0;
  };
};
const saysMuch: Program = async ({ out }) => {
  await out(Buffer.alloc(3_000_000, 'x'));
  return 0;
};
const counts: Program = async ({ stdin, out }) => {
  let size = 0;
  for await (const piece of stdin) size += piece.length;
  await out(String(size));
  return 0;
};
const shows: Program = async ({ commandLine, environment, out }) => {
  await out(JSON.stringify({ commandLine, TOKEN: environment['TOKEN'] }));
  return 0;
};
const never: Program = async ({ out, signal }) => {
  await out('go');
  await once(signal, 'abort');
  return 0;
};
const reboots: Program = () => {
  server.reboot(50);
  return new Promise(() => {});
};
const errors = toClixml('no such <thing>\nat _x000D_ line 1');
const programs = [
  [/^exit /, exits],
  [/^both$/, writesBoth],
  [/^late$/, isLate],
  [/^utf8$/, says('grüße', [3])],
  [/^errors$/, says(`plain\n${errors}more`, [8, 60, 61])],
  [/^much$/, saysMuch],
  [/^count$/, counts],
  [/^login /, shows],
  [/^never$/, never],
  [/^reboot$/, reboots],
] as const satisfies readonly (readonly [RegExp, Program])[];

const patience = new AbortController().signal;

async function run(command: RemoteCommand['command'], more: Partial<RemoteCommand> = {}) {
  const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  const onOutput: RemoteCommand['onOutput'] = ({ stream, data }) => void chunks[stream].push(data);
  const exit = await communicator.exec({ command, onOutput, ...more }, patience);
  return { exit, out: Buffer.concat(chunks.stdout), err: Buffer.concat(chunks.stderr), chunks };
}

async function until(isDone: () => boolean): Promise<void> {
  while (!isDone()) await new Promise((done) => setTimeout(done, 5));
}

const exited = (code: number) => ({ kind: 'exited', code });

test('exit codes and both streams come as they are, byte for byte', async () => {
  await open();
  for (const code of [0, 7, 3010, -1073741510])
    expect((await run(`exit ${code}`)).exit).toEqual(exited(code));
  const { out, err } = await run('both');
  expect([[...out], String(err)]).toEqual([[0, 255, 13, 10], 'b']);
});

test('a command that has nothing to say for long is asked again', async () => {
  await open();
  expect(String((await run('late')).out)).toBe('late');
  expect(server.log.filter((operation) => operation === 'receive').length).toBeGreaterThan(2);
});

test('a character that comes in two pieces arrives whole', async () => {
  await open();
  expect(String((await run('utf8')).out)).toBe('grüße');
});

test('errors of PowerShell become text, between plain text', async () => {
  await open();
  expect(String((await run('errors')).err)).toBe('plain\nno such <thing>\r\nat _x000D_ line 1\r\nmore');
});

test('much output comes whole and while it is written', async () => {
  await open();
  const { out, chunks } = await run('much');
  expect(out.length).toBe(3_000_000);
  expect(chunks.stdout.length).toBeGreaterThan(10);
});

test('an input comes whole, and its end too; a command without one sees the end', async () => {
  await open();
  const stdin = Readable.from([Buffer.alloc(300_000), 'end']);
  expect(String((await run('count', { stdin })).out)).toBe('300003');
  expect(String((await run('count')).out)).toBe('0');
});

test('a command that leaves its input unread ends all the same', async () => {
  await open();
  const stdin = new Readable({ read: () => void stdin.push(Buffer.alloc(100_000)) });
  expect((await run('exit 3', { stdin })).exit).toEqual(exited(3));
  expect(stdin.destroyed).toBe(true);
});

test('an input that cannot be read ends the command and is told', async () => {
  await open();
  const stdin = new Readable({ read: () => void stdin.destroy(new Error('bad disk')) });
  await expect(run('count', { stdin })).rejects.toThrow('bad disk');
});

test('an environment and a secret command stand in no list of processes', async () => {
  await open();
  const { out } = await run(new Secret('login s3cret & %PATHEXT% 100%s3%'), {
    env: { TOKEN: new Secret('t0ken') },
  });
  expect(JSON.parse(String(out))).toEqual({
    commandLine: 'login s3cret & %PATHEXT% 100%s3%',
    TOKEN: 't0ken',
  });
  const shown = server.processes().join('\n');
  expect(shown).toContain('%STRATA_COMMAND_1%%PATHEXT%%STRATA_COMMAND_2%');
  expect(shown).not.toMatch(/s3|t0ken/);
});

test('one shell serves up to 15 commands, and none is left at the end', async () => {
  await open();
  for (let count = 0; count < 20; count++) await run('exit 0');
  expect(server.log.filter((operation) => operation === 'create')).toHaveLength(2);
  await connection.close();
  expect(server.shellCount()).toBe(0);
});

test('many commands at a time use no more shells than Windows allows', async () => {
  await open({ maxShells: 5 });
  const all = Array.from({ length: 30 }, (_, index) =>
    run('late', index % 2 === 0 ? {} : { env: { A: String(index) } }),
  );
  const ends = await Promise.all(all);
  expect(ends.map(({ out }) => String(out))).toEqual(all.map(() => 'late'));
  expect(server.log).not.toContain(TOO_MANY_SHELLS);
});

test('a user who has used up its shells elsewhere is waited for', async () => {
  await open({ maxShells: 1 });
  const other = connectToWindows(server);
  await until(() => server.log.includes(TOO_MANY_SHELLS));
  await connection.close();
  connection = await other;
  expect(server.log.at(-1)).toBe('signal');
});

test('a command that is cancelled is ended on the machine, and the reason thrown', async () => {
  await open();
  const abort = new AbortController();
  const reason = new Error('enough');
  const running = communicator.exec({ command: 'never', onOutput: () => abort.abort(reason) }, abort.signal);
  await expect(running).rejects.toBe(reason);
  expect(server.log.at(-2)).toBe('signal');
  await expect(communicator.exec({ command: 'exit 0' }, abort.signal)).rejects.toBe(reason);
});

test('a line longer than cmd takes is told by the machine', async () => {
  await open();
  const { exit, err } = await run(`exit ${'0'.repeat(8_200)}`);
  expect([exit, String(err)]).toEqual([exited(1), 'The command line is too long.\r\n']);
});

test('a reboot under a command is no error, and the machine is found again', async () => {
  await open();
  await run('exit 0');
  expect((await run('reboot')).exit).toEqual({ kind: 'disconnected' });
  await until(() => server.isUp());
  expect((await run('exit 5')).exit).toEqual(exited(5));
});

test('a shell that is gone with a reboot between two commands is made anew', async () => {
  await open();
  await run('exit 0');
  server.reboot(50);
  await until(() => !server.isUp());
  await until(() => server.isUp());
  expect((await run('exit 5')).exit).toEqual(exited(5));
});

test('a machine that is down is no failure but a lost connection', async () => {
  await open();
  server.reboot(60_000);
  await until(() => !server.isUp());
  await expect(run('exit 0')).rejects.toBeInstanceOf(ConnectionError);
});

test('an answer that is cut off is asked for again', async () => {
  await open();
  server.hangUp('receive', 1);
  expect(String((await run('late')).out)).toBe('late');
});

test('a command that may have begun when the line broke is not begun twice', async () => {
  await open();
  await run('exit 0');
  server.hangUp('command', 2);
  expect((await run('exit 0')).exit).toEqual({ kind: 'disconnected' });
});

test('a script of PowerShell is run whatever cmd would make of it', async () => {
  await open();
  expect(String((await run(getPowershellLine('echo "a & b | c"'))).out)).toBe('a & b | c\r\n');
});
