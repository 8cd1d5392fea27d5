import { randomBytes } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Failure } from '@strata/diagnostics';
import { type Communicator, type Connection, ConnectionError } from '@strata/sdk';
import { connectToWindows } from '../testing/winrm-fixture';
import { startWinrmServer, type WinrmServer, type WinrmServerOptions } from '../testing/winrm-server/start';

/** Milliseconds. Each message is a request of its own, which takes its time on a busy machine. */
jest.setTimeout(30_000);

let server: WinrmServer;
let connection: Connection;
let communicator: Communicator;
let local: string;
const signal = new AbortController().signal;

async function open(options: WinrmServerOptions = {}) {
  server = await startWinrmServer({ longestWait: 50, maxEnvelopeSize: 153_600, ...options });
  connection = await connectToWindows(server);
  communicator = connection.communicator;
  local = mkdtempSync(join(tmpdir(), 'strata-winrm-'));
}

afterEach(async () => {
  await connection.close();
  await server.close();
  rmSync(local, { recursive: true });
});

const onDisk = (path: string) => readFileSync(join(server.folder, path));

async function fetch(path: string): Promise<Buffer> {
  const sink = new PassThrough();
  const [content] = await Promise.all([buffer(sink), communicator.download(path, sink, signal)]);
  return content;
}

async function getProblems(work: Promise<unknown>): Promise<readonly string[]> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) throw error ?? new Error('it worked');
  return error.diagnostics.map(({ code, detail }) => `${code} ${detail}`);
}

describe.each([
  ['by the input of one process', true],
  ['in pieces, where a machine gives no input', false],
])('a file goes %s', (_, givesInput) => {
  test.each([
    ['empty', Buffer.alloc(0)],
    ['of any bytes', Buffer.from(Array.from({ length: 1_000 }, (_, index) => (index * 7) % 256))],
    ['larger than a message', randomBytes(400_000)],
  ])('and comes back: one %s', async (_, content) => {
    await open({ givesInput });
    await communicator.upload(content, 'c:/Windows/Temp/new folder/it.bin', { signal });
    expect(onDisk('c/windows/temp/new folder/it.bin').equals(content)).toBe(true);
    expect((await fetch('C:\\windows\\TEMP\\new folder\\it.bin')).equals(content)).toBe(true);
    expect(readdirSync(join(server.folder, 'c/windows/temp'))).toEqual(['new folder']);
  });

  test('in no command line, where everybody on the machine reads it', async () => {
    await open({ givesInput });
    await communicator.upload(Buffer.from('hunter2'), 'c:/x.txt', { signal });
    const decoded = server
      .processes()
      .map((line) =>
        line.replace(/-EncodedCommand (.*)$/, (_, text: string) =>
          Buffer.from(text, 'base64').toString('utf16le'),
        ),
      );
    expect(decoded.join()).toContain('GZipStream');
    expect(decoded.join()).not.toContain('hunter2');
    expect(decoded.join()).not.toContain(Buffer.from('hunter2').toString('base64').slice(0, -2));
  });
});

test('a large file takes one command, and far less than it is long when it repeats itself', async () => {
  await open();
  await communicator.upload(Buffer.alloc(8 << 20, 'text '), 'c:/big.txt', { signal });
  expect(onDisk('c/big.txt').length).toBe(8 << 20);
  expect(server.log.filter((operation) => operation === 'send').length).toBeLessThan(10);
  const { sent = 0, received = 0 } = communicator.traffic?.() ?? {};
  expect(sent).toBeGreaterThan(10_000);
  expect(sent).toBeLessThan(1 << 20);
  expect(received).toBeGreaterThan(1_000);
});

test.each([
  ['%TEMP%\\a.txt', 'c/windows/temp/a.txt'],
  ['${env:TEMP}/a.txt', 'c/windows/temp/a.txt'],
  ['a.txt', 'c/users/administrator/a.txt'],
])('%s is a place that Windows knows', async (destination, path) => {
  await open();
  await communicator.upload(Readable.from(['a', 'b']), destination, { signal });
  expect(String(onDisk(path))).toBe('ab');
});

test('the whole of a file is replaced, by what arrived whole', async () => {
  await open();
  await communicator.upload(Buffer.from('a long text'), 'c:/x.txt', { signal });
  await communicator.upload(Buffer.from('short'), 'c:/x.txt', { signal });
  const source = Readable.from(
    (async function* () {
      yield 'begin';
      throw new Error('bad disk');
    })(),
  );
  expect(await getProblems(communicator.upload(source, 'c:/x.txt', { signal }))).toEqual([
    'COM001 c:/x.txt could not be written: bad disk',
  ]);
  expect(String(onDisk('c/x.txt'))).toBe('short');
  expect(readdirSync(join(server.folder, 'c'))).toEqual(['users', 'windows', 'x.txt']);
});

test('what the machine says of a transfer that fails is told', async () => {
  await open();
  expect(await getProblems(communicator.upload(Buffer.from('x'), 'c:/Windows', { signal }))).toEqual([
    'COM001 c:/Windows could not be written: it is a folder',
  ]);
  expect(await getProblems(fetch('c:/none'))).toEqual([
    expect.stringMatching(/^COM003 c:\/none .*Could not find/),
  ]);
  expect(await getProblems(fetch('c:/Windows'))).toEqual([
    'COM003 c:/Windows could not be read: it is a folder',
  ]);
  expect(await getProblems(communicator.downloadDirectory('c:/none', local, { signal }))).toEqual([
    `COM004 c:/none could not be copied to ${local}: there is no such folder`,
  ]);
});

test('a file that cannot be written here is told, and the command on the machine is ended', async () => {
  await open();
  await communicator.upload(randomBytes(3_000_000), 'c:/x', { signal });
  const sink = new PassThrough();
  setImmediate(() => sink.destroy(new Error('disk full')));
  expect(await getProblems(communicator.download('c:/x', sink, signal))).toEqual([
    expect.stringMatching(/^COM003 c:\/x could not be read: /),
  ]);
  expect(server.log).toContain('signal');
});

function makeTree(): string {
  const root = join(local, 'tree');
  mkdirSync(join(root, 'sub/deep'), { recursive: true });
  mkdirSync(join(root, 'empty'));
  writeFileSync(join(root, 'sub/two words.txt'), 'content');
  writeFileSync(join(root, 'sub/deep/ümlaut'), '');
  symlinkSync('sub/two words.txt', join(root, 'link'));
  utimesSync(join(root, 'sub/two words.txt'), 1_700_000_000, 1_700_000_000);
  return root;
}

const list = (folder: string) => (readdirSync(folder, { recursive: true }) as string[]).sort();

test('a folder goes as one stream and comes back, with its times, its links as what they lead to', async () => {
  await open();
  const root = makeTree();
  await communicator.uploadDirectory(root, 'c:/data', { signal });
  expect(list(join(server.folder, 'c/data/tree'))).toEqual(list(root));
  expect(String(onDisk('c/data/tree/link'))).toBe('content');
  await communicator.downloadDirectory('c:/data/tree/', join(local, 'back'), { signal });
  expect(list(join(local, 'back'))).toEqual(list(root));
  await communicator.downloadDirectory('c:\\data\\tree', join(local, 'back'), { exclude: ['deep'], signal });
  expect(list(join(local, 'back/tree'))).toEqual(['empty', 'link', 'sub', 'sub/two words.txt']);
  expect(statSync(join(local, 'back/tree/sub/two words.txt')).mtimeMs).toBe(1_700_000_000_000);
});

test('a folder whose path ends in a slash gives its content, without what is excluded', async () => {
  await open();
  await communicator.uploadDirectory(`${makeTree()}/`, 'c:/data/', { exclude: ['/empty', 'deep'], signal });
  expect(list(join(server.folder, 'c/data'))).toEqual(['link', 'sub', 'sub/two words.txt']);
});

test('all that Windows could not hold is told before anything is sent', async () => {
  await open();
  const root = join(local, 'tree');
  mkdirSync(join(root, 'sub'), { recursive: true });
  for (const name of ['a:b', 'nul.txt', 'sub/Read', 'sub/read', 'ends.']) writeFileSync(join(root, name), '');
  symlinkSync('sub', join(root, 'folder'));
  const before = server.processes().length;
  const problems = await getProblems(communicator.uploadDirectory(`${root}/`, 'c:/data', { signal }));
  expect(problems.map((text) => text.replace(/^.*: "/, '"'))).toEqual([
    '"a:b" has ":" in its name, which no name may have there.',
    '"ends." ends in a dot or a space, which is cut off there.',
    '"nul.txt" is the name of a device there.',
    '"sub/read" and "sub/Read" are one name there.',
    '"folder" is a link to a folder.',
  ]);
  expect(server.processes()).toHaveLength(before);
});

test('a transfer waits for a machine that restarts', async () => {
  await open();
  server.reboot(150);
  while (server.isUp()) await new Promise((done) => setTimeout(done, 5));
  await expect(communicator.exec({ command: 'x' }, signal)).rejects.toBeInstanceOf(ConnectionError);
  await communicator.upload(Buffer.from('x'), 'c:/x.txt', { signal });
  expect(String(onDisk('c/x.txt'))).toBe('x');
});

test('a transfer that is cancelled ends with the reason', async () => {
  await open();
  const abort = new AbortController();
  const endless = new Readable({ read: () => void endless.push(randomBytes(100_000)) });
  const sending = communicator.upload(endless, 'c:/x.bin', { signal: abort.signal });
  setTimeout(() => abort.abort(new Error('enough')), 100);
  await expect(sending).rejects.toThrow('enough');
});
