import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { connect as connectSocket, createServer, type Server } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ConnectionError, Secret } from '@strata/sdk';
import { startDelayProxy } from '../testing/delay-proxy';
import { connectTo, createContext, makeFolder, never, say } from '../testing/ssh-fixture';
import { getFreePort, startSshd } from '../testing/sshd';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});
const keep = <T extends { close(): Promise<void> }>(thing: T): T => {
  open.push(thing);
  return thing;
};
const start = async (...args: Parameters<typeof startSshd>) => keep(await startSshd(...args));
const connect = async (...args: Parameters<typeof connectTo>) => keep(await connectTo(...args));
const makePlace = async () => keep(await makeFolder()).path;

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 20));
}

const countProcesses = (text: string) => {
  const lines = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(text)).length;
};

test('a command that a signal ends says which', async () => {
  const { communicator } = await connect(await start());
  const { exit } = await say(communicator, 'kill -TERM $$');
  expect(exit).toEqual({ kind: 'signalled', signal: 'SIGTERM' });
});

test('a line that is cut ends its command as disconnected, and the next one connects again', async () => {
  const sshd = await start();
  const { communicator } = await connect(sshd);
  const running = communicator.exec(
    { command: 'echo go; sleep 1000', onOutput: () => void sshd.cut() },
    never,
  );
  expect(await running).toEqual({ kind: 'disconnected' });
  expect((await say(communicator, 'echo again')).text).toBe('again\n');
});

test('a silent connection is lost after the time that a template gives it, unless signs of life pass', async () => {
  const sshd = await start();
  const limits = { ssh_read_write_timeout: 1_000 };
  const { communicator } = await connect(sshd, { ...limits, ssh_keep_alive_interval: -1 });
  expect((await say(communicator, 'sleep 1000')).exit).toEqual({ kind: 'disconnected' });
  const alive = await connect(sshd, { ...limits, ssh_keep_alive_interval: 100 });
  expect((await say(alive.communicator, 'sleep 1.5')).exit).toEqual({ kind: 'exited', code: 0 });
});

test('a machine that gives no sign of life any more is noticed', async () => {
  const sshd = await start();
  const proxy = keep(await startDelayProxy(sshd.port, 0));
  const { communicator } = await connect({ ...sshd, port: proxy.port }, { ssh_keep_alive_interval: 20 });
  const running = communicator.exec(
    { command: 'echo go; sleep 1000', onOutput: () => proxy.freeze() },
    never,
  );
  expect(await running).toEqual({ kind: 'disconnected' });
});

test('a machine that restarts between commands is waited for', async () => {
  const sshd = await start();
  const context = createContext();
  const sleep = async () => sshd.start();
  const ports = { ...context.ports, clock: { ...context.ports.clock, sleep } };
  const { communicator } = await connect(sshd, {}, { ...context, ports });
  await sshd.stop();
  expect((await say(communicator, 'echo again')).text).toBe('again\n');
  const waits = context.reporter.said.filter((line) => line.startsWith('Waiting for SSH'));
  expect(waits).toHaveLength(2);
});

test('a machine that does not come back is a lost connection', async () => {
  const sshd = await start();
  const { communicator } = await connect(sshd, { ssh_timeout: 4_000 });
  await sshd.stop();
  await expect(say(communicator, 'true')).rejects.toBeInstanceOf(ConnectionError);
});

test('an upload that is cut is a lost connection, and leaves no file that looks whole', async () => {
  const sshd = await start();
  const { communicator } = await connect(sshd);
  const folder = await makePlace();
  const content = Readable.from(
    (async function* () {
      yield Buffer.alloc(1_000_000);
      await until(async () => (await readdir(folder)).length > 0);
      await sshd.cut();
      yield Buffer.alloc(1_000_000);
    })(),
  );
  const sending = communicator.upload(content, `${folder}/file`, { signal: never });
  await expect(sending).rejects.toBeInstanceOf(ConnectionError);
  expect(await readdir(folder)).not.toContain('file');
  await communicator.upload(Readable.from(['whole']), `${folder}/file`, { signal: never });
  expect(await readdir(folder)).toEqual(['file']);
});

test('an upload that is cancelled leaves nothing behind', async () => {
  const { communicator } = await connect(await start());
  const folder = await makePlace();
  const abort = new AbortController();
  const reason = new Error('enough');
  const content = Readable.from(
    (async function* () {
      yield Buffer.alloc(100_000);
      await until(async () => (await readdir(folder)).length > 0);
      abort.abort(reason);
      await new Promise(() => {});
    })(),
  );
  await expect(communicator.upload(content, `${folder}/file`, { signal: abort.signal })).rejects.toBe(reason);
  expect(await readdir(folder)).toEqual([]);
});

test('a command that is cancelled does not go on on the machine', async () => {
  const { communicator } = await connect(await start());
  const abort = new AbortController();
  const seconds = `9${process.pid}`;
  const onOutput = () => abort.abort();
  const running = communicator.exec({ command: `echo go; sleep ${seconds}; true`, onOutput }, abort.signal);
  await expect(running).rejects.toThrow();
  await until(() => countProcesses(`sleep ${seconds}`) === 0);
  expect((await say(communicator, 'echo alive')).text).toBe('alive\n');
});

test('thirty commands at a time all run, on a server that allows two', async () => {
  const { communicator } = await connect(await start({ config: ['MaxSessions 2'] }));
  const numbers = Array.from({ length: 30 }, (_, index) => String(index));
  const said = await Promise.all(numbers.map((number) => say(communicator, `printf ${number}`)));
  expect(said.map(({ text }) => text)).toEqual(numbers);
});

test('neither the environment nor a secret command stands in the process list', async () => {
  const { communicator } = await connect(await start());
  const word = `hidden${process.pid}`;
  let seen = -1;
  const command = new Secret(`: ${word}; printf "%s" "$TOKEN"; read -r line`);
  const input = new PassThrough();
  const onOutput = () => {
    seen = countProcesses(word);
    input.end('\n');
  };
  const env = { TOKEN: new Secret(word) };
  const exit = await communicator.exec({ command, env, stdin: input, onOutput }, never);
  expect([exit, seen]).toEqual([{ kind: 'exited', code: 0 }, 0]);
});

test('a command gets a terminal when the options say so, and its environment too', async () => {
  const { communicator } = await connect(await start(), { ssh_pty: true });
  const { text } = await say(communicator, 'test -t 0 && stty size; echo "$TERM $WORD"', {
    env: { WORD: new Secret("it's") },
  });
  expect(text).toBe("40 80\r\nxterm it's\r\n");
});

test('tunnels lead both ways', async () => {
  const sshd = await start();
  const [local, remote] = [await getFreePort(), await getFreePort()];
  const port = await listen(createServer((socket) => socket.end('through')));
  const { communicator } = await connect(sshd, {
    ssh_local_tunnels: [`${local}:127.0.0.1:${port}`],
    ssh_remote_tunnels: [`${remote}:127.0.0.1:${port}`],
  });
  expect((await buffer(connectSocket(local, '127.0.0.1'))).toString()).toBe('through');
  const { text } = await say(communicator, `bash -c 'cat </dev/tcp/127.0.0.1/${remote}'`);
  expect(text).toBe('through');
});

test('a tunnel whose port is taken is told', async () => {
  const sshd = await start();
  const port = await listen(createServer());
  const connecting = connect(sshd, { ssh_local_tunnels: [`${port}:127.0.0.1:1`] });
  await expect(connecting).rejects.toMatchObject({ diagnostics: [{ code: 'COM011' }] });
});

async function listen(server: Server): Promise<number> {
  const port = await getFreePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  keep({ close: async () => void server.close() });
  return port;
}

test('a tree of two thousand files goes there and back', async () => {
  const { communicator } = await connect(await start());
  const [here, there] = [await makePlace(), await makePlace()];
  for (let folder = 0; folder < 20; folder++) {
    await mkdir(`${here}/tree/${folder}`, { recursive: true });
    for (let file = 0; file < 100; file++)
      await writeFile(`${here}/tree/${folder}/${file}`, 'x'.repeat(folder * file));
  }
  await writeFile(`${here}/tree/large`, Buffer.alloc(3_000_000, 'large'));
  await writeFile(`${here}/tree/${'long'.repeat(50)}`, 'long');
  await communicator.uploadDirectory(`${here}/tree`, there, { signal: never });
  await communicator.downloadDirectory(`${there}/tree/`, `${here}/back`, { signal: never });
  execFileSync('diff', ['-r', `${here}/tree`, `${there}/tree`]);
  execFileSync('diff', ['-r', `${here}/tree`, `${here}/back`]);
  expect(await readdir(`${here}/back`)).toHaveLength(22);
});

test('a file that is there keeps its links, and a link stays one', async () => {
  const { communicator } = await connect(await start());
  const folder = await makePlace();
  await say(communicator, `cd ${folder}; echo old >file; ln file hard; ln -s file link`);
  await communicator.upload(Buffer.from('new'), `${folder}/link`, { mode: 0o600, signal: never });
  expect(await readFile(`${folder}/hard`, 'utf8')).toBe('new');
  expect((await say(communicator, `cd ${folder}; readlink link; stat -c %a file; ls -A`)).text).toBe(
    'file\n600\nfile\nhard\nlink\n',
  );
});

test('a server that has nothing but sftp takes and gives files and folders', async () => {
  const { communicator } = await connect(await start({ config: ['ForceCommand internal-sftp'] }));
  const [here, there] = [await makePlace(), await makePlace()];
  await mkdir(`${here}/tree/sub`, { recursive: true });
  await writeFile(`${here}/tree/sub/file`, Buffer.alloc(2_000_000, 'abc'));
  await communicator.uploadDirectory(`${here}/tree`, there, { signal: never });
  await communicator.upload(Buffer.from('one'), `${there}/tree/one`, { mode: 0o640, signal: never });
  await communicator.downloadDirectory(`${there}/tree`, `${here}/back`, { signal: never });
  execFileSync('cmp', [`${here}/tree/sub/file`, `${here}/back/tree/sub/file`]);
  const sink = new PassThrough();
  const [content] = await Promise.all([
    buffer(sink),
    communicator.download(`${there}/tree/one`, sink, never),
  ]);
  expect(content.toString()).toBe('one');
  await expect(communicator.download(`${there}/none`, new PassThrough(), never)).rejects.toMatchObject({
    diagnostics: [{ code: 'COM003' }],
  });
});

test('a file that cannot be written here is told as such', async () => {
  const { communicator } = await connect(await start());
  const sink = createWriteStream('/none/here');
  await expect(communicator.download('/etc/hostname', sink, never)).rejects.toMatchObject({
    diagnostics: [{ code: 'COM003', detail: expect.stringContaining('/none/here') }],
  });
});
