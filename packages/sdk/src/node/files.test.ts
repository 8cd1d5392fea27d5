import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import {
  chmod,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createFiles } from './files';
import { readPipe } from './read-pipe';

const repository = resolve(__dirname, '../../../..');
const files = createFiles();
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a file is written with the folders above it and leaves nothing beside it', async () => {
  await files.write(join(folder, 'a/b/c.json'), '{}');
  expect(await files.readText(join(folder, 'a/b/c.json'))).toBe('{}');
  expect(await readdir(join(folder, 'a/b'))).toEqual(['c.json']);
});

test('a pipe is read to its end, however late its writer comes', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const reading = files.readText(pipe);
  const text = 'x'.repeat(200_000);
  const script = `sleep 0.1; { printf begin; sleep 0.1; printf ${'%s'} "$(head -c 200000 /dev/zero | tr '\\0' x)"; } > "$0"`;
  const ended = once(spawn('sh', ['-c', script, pipe]), 'close');
  expect(await reading).toBe(`begin${text}`);
  await ended;
});

test('a pipe without a name that was written and closed is read too, as <(echo x) is', () => {
  const code = `require('./packages/sdk/src/node/files.ts').createFiles().readText('/dev/fd/3').then(console.log)`;
  const loader = join(repository, 'tools/source-loader/register.js');
  const command = `exec 3< <(echo text); wait; exec "${process.execPath}" --require "${loader}" --eval "$0"`;
  const said = execFileSync('bash', ['-c', command, code], { cwd: repository, encoding: 'utf8' });
  expect(said).toBe('text\n\n');
});

test('a pipe that nobody writes into is an error, and nobody waits in the kernel', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  await using file = await open(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
  await expect(readPipe(file, 40)).rejects.toThrow('nobody wrote into it for 0.04 s');
});

test('a write that fails leaves the old file and no draft', async () => {
  await mkdir(join(folder, 'taken/inside'), { recursive: true });
  await expect(files.write(join(folder, 'taken'), 'x')).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['taken']);
});

test('a file that is a link stays a link, and what it points to is replaced', async () => {
  await writeFile(join(folder, 'real'), 'old');
  await symlink('real', join(folder, 'link'));
  await files.write(join(folder, 'link'), 'new');
  expect(await readFile(join(folder, 'real'), 'utf8')).toBe('new');
  expect(await readlink(join(folder, 'link'))).toBe('real');
});

test('a file that is replaced keeps its permissions, and a new one gets the usual ones', async () => {
  await writeFile(join(folder, 'script'), 'old');
  await chmod(join(folder, 'script'), 0o751);
  await files.write(join(folder, 'script'), 'new');
  expect(await files.stat(join(folder, 'script'))).toMatchObject({ mode: 0o751, size: 3 });
  await files.write(join(folder, 'fresh'), 'new');
  expect(await files.stat(join(folder, 'fresh'))).toMatchObject({ mode: 0o666 & ~process.umask() });
});

test('many writers of one file leave one of their texts, whole', async () => {
  const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(10_000));
  await Promise.all(texts.map((text) => files.write(join(folder, 'shared'), text)));
  expect(texts).toContain(await files.readText(join(folder, 'shared')));
  expect(await readdir(folder)).toEqual(['shared']);
});

test('what is no file is written to, not replaced', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const [text] = await Promise.all([readFile(pipe, 'utf8'), files.write(pipe, 'hello')]);
  expect(text).toBe('hello');
  expect((await files.stat(pipe))?.kind).toBe('other');
  expect(await readdir(folder)).toEqual(['pipe']);
});

test('a device is nothing that anybody removes', async () => {
  await files.remove('/dev/full');
  expect((await files.stat('/dev/full'))?.kind).toBe('other');
});

test('stat tells links from what they point to, and nothing from something', async () => {
  await writeFile(join(folder, 'file'), 'four', { mode: 0o640 });
  await symlink('file', join(folder, 'link'));
  await utimes(join(folder, 'file'), 7, 1.5);
  const modified = 1_500;
  expect(await files.stat(join(folder, 'file'))).toEqual({ kind: 'file', size: 4, mode: 0o640, modified });
  expect(await files.stat(join(folder, 'link'))).toMatchObject({ kind: 'symlink' });
  expect(await files.stat(folder)).toMatchObject({ kind: 'directory' });
  expect(await files.stat(join(folder, 'none'))).toBeUndefined();
  expect(await files.stat(join(folder, 'file/below'))).toBeUndefined();
});

test('names come in the order of their bytes', async () => {
  for (const name of ['b', 'a', 'B', 'é', 'z', '𐀀', '\uff5e']) await writeFile(join(folder, name), '');
  const sorted = ['B', 'a', 'b', 'z', 'é', '\uff5e', '𐀀'];
  expect(await files.list(folder)).toEqual(sorted);
  expect((await files.listEntries(folder)).map(({ name }) => name)).toEqual(sorted);
});

test('a stream is written as it comes, with the folders above it', async () => {
  await pipeline(Readable.from(['one ', 'two']), files.sink(join(folder, 'a/streamed')));
  expect(await files.readText(join(folder, 'a/streamed'))).toBe('one two');
});

test('remove takes files and empty folders, and is content with nothing', async () => {
  await files.write(join(folder, 'a/file'), '');
  await expect(files.remove(join(folder, 'a'))).rejects.toThrow(/ENOTEMPTY/);
  await files.remove(join(folder, 'a/file'));
  await files.remove(join(folder, 'a'));
  await files.remove(join(folder, 'a'));
  expect(await readdir(folder)).toEqual([]);
});

test('text is added to the end of a file, which is made with the folders above it', async () => {
  const path = join(folder, 'a/ledger.jsonl');
  await files.append(path, 'one\n');
  await files.append(path, 'two\n');
  expect(await files.readText(path)).toBe('one\ntwo\n');
  expect(await files.stat(path)).toMatchObject({ mode: 0o600 });
});

test('a folder is made with those above it, and only a new one gets the mode', async () => {
  const path = join(folder, 'a/b');
  await files.makeFolder(path, 0o700);
  await files.makeFolder(path, 0o755);
  expect(await files.stat(path)).toMatchObject({ kind: 'directory', mode: 0o700 });
});
