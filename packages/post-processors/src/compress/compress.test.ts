import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Failure } from '@strata/diagnostics';
import type { Artifact } from '@strata/sdk';
import { createFiles, createProcesses } from '@strata/sdk/node';
import { createPostProcessContext, createTestPorts } from '@strata/sdk/testing';
import { getFormat } from './format';
import { getInside, getTarNames } from './member-names';
import { compress } from './post-process';
import type { CompressOptions } from './schema';

/** Real programs compress, beside whatever else this machine does. */
jest.setTimeout(60_000);

let folder: string;
/** Longer than several blocks of gzip and of BGZF, and not a multiple of either. */
const content = Buffer.concat([randomBytes(100_000), Buffer.alloc(1_200_001, 'abc')]);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-compress-'));
  await mkdir(join(folder, 'out'));
  await writeFile(join(folder, 'out/disk.img'), content, { mode: 0o600 });
  await writeFile(join(folder, 'out/notes.txt'), 'notes', { mode: 0o644 });
});
afterEach(() => rm(folder, { recursive: true }));

async function run(options: Partial<CompressOptions>, files: readonly string[] = ['out/disk.img']) {
  const environment = { variables: process.env, cwd: folder, home: folder, platform: process.platform };
  const ports = { ...createTestPorts(), files: createFiles(), processes: createProcesses(), environment };
  const context = createPostProcessContext({
    ports,
    baseDirectory: folder,
    buildName: 'one',
    builderType: 'file',
  });
  const artifact: Artifact = { builderId: 'b', id: 'ami-1', files, description: '' };
  const defaults = {
    output: 'packer_{{.BuildName}}_{{.BuilderType}}',
    format: undefined,
    compression_level: -1,
    seekable: false,
  };
  return compress.postProcess(context, artifact, { ...defaults, ...options }).catch((error: unknown) => {
    if (error instanceof Failure) return { problems: error.diagnostics };
    throw error;
  });
}

const inFolder = (command: string, ...args: readonly string[]) =>
  execFileSync(command, args, { cwd: folder, maxBuffer: 2 ** 24 });

test('by default it is a tar compressed by gzip, named for the build, in the place of the artifact', async () => {
  expect(await run({}, ['out/disk.img', 'out/notes.txt'])).toEqual({
    artifact: {
      builderId: 'packer.post-processor.compress',
      id: '',
      files: ['packer_one_file'],
      description: 'compressed artifacts in: packer_one_file',
    },
    input: 'discard',
  });
  expect(inFolder('tar', '-xOzf', 'packer_one_file', 'disk.img').equals(content)).toBe(true);
  const list = inFolder('tar', '--utc', '--numeric-owner', '-tvzf', 'packer_one_file').toString();
  expect(list.replace(/ +/g, ' ')).toBe(
    '-rw------- 0/0 1300001 1970-01-01 00:00 disk.img\n-rw-r--r-- 0/0 5 1970-01-01 00:00 notes.txt\n',
  );
});

test.each<[string, string, readonly string[]]>([
  ['x.gz', 'gzip', ['-dc', 'x.gz']],
  ['x.bgzf', 'sh', ['-c', 'gzip -dc < x.bgzf']],
  ['x.lz4', 'lz4', ['-dc', 'x.lz4']],
  ['x.xz', 'xz', ['-dc', 'x.xz']],
  ['x.bz2', 'bzip2', ['-dc', 'x.bz2']],
  ['x.zst', 'zstd', ['-dc', 'x.zst']],
  ['x.zip', 'unzip', ['-p', 'x.zip', 'out/disk.img']],
  ['x.tar', 'tar', ['-xOf', 'x.tar', 'disk.img']],
  ['deep/x.tar.xz', 'tar', ['-xOJf', 'deep/x.tar.xz', 'disk.img']],
])('%s is read by %s', async (output, program, args) => {
  await run({ output, compression_level: 1 });
  expect(inFolder(program, ...args).equals(content)).toBe(true);
});

test('gzip makes one member, and BGZF many with their lengths and a mark at the end', async () => {
  await run({ output: 'x.gz' });
  const whole = await readFile(join(folder, 'x.gz'));
  expect(gunzipSync(whole).equals(content)).toBe(true);
  expect(whole.readUInt32LE(whole.length - 4)).toBe(content.length);
  await run({ output: 'x.bgzf' });
  const blocks = await readFile(join(folder, 'x.bgzf'));
  let at = 0;
  let count = 0;
  for (; at < blocks.length; count++) {
    expect(blocks.subarray(at + 12, at + 14).toString()).toBe('BC');
    at += blocks.readUInt16LE(at + 16) + 1;
  }
  expect([at, count]).toEqual([blocks.length, Math.ceil(content.length / 0xff00) + 1]);
  expect(blocks.subarray(-28).toString('hex')).toBe(
    '1f8b08040000000000ff0600424302001b0003000000000000000000',
  );
});

test('a seekable zstd is read whole by zstd, and has a table at its end', async () => {
  await truncate(join(folder, 'out/disk.img'), 9 * 2 ** 20);
  await run({ output: 'x.zst', seekable: true });
  const whole = await readFile(join(folder, 'out/disk.img'));
  expect(inFolder('zstd', '-dc', 'x.zst').equals(whole)).toBe(true);
  const file = await readFile(join(folder, 'x.zst'));
  expect(file.readUInt32LE(file.length - 4)).toBe(0x8f92eab1);
  // Of three frames the last begins where the first two end.
  expect(file.readUInt32LE(file.length - 9)).toBe(3);
  const table = file.subarray(file.length - 9 - 3 * 8);
  const start = table.readUInt32LE(0) + table.readUInt32LE(8);
  await writeFile(join(folder, 'last'), file.subarray(start, start + table.readUInt32LE(16)));
  expect(inFolder('zstd', '-dc', 'last').equals(whole.subarray(8 * 2 ** 20))).toBe(true);
});

test('seekable is refused for what is not zstd', async () => {
  expect(await run({ output: 'x.gz', seekable: true })).toMatchObject({
    problems: [{ code: 'PPR004', detail: 'seekable is set, but x.gz is not compressed by zstd.' }],
  });
});

test('equal files give equal archives, and a level changes the size', async () => {
  for (const output of ['a.tar.gz', 'b.tar.gz', 'a.zip', 'b.zip']) await run({ output });
  const read = (name: string) => readFile(join(folder, name));
  expect((await read('a.tar.gz')).equals(await read('b.tar.gz'))).toBe(true);
  expect((await read('a.zip')).equals(await read('b.zip'))).toBe(true);
  await writeFile(join(folder, 'words'), Array.from({ length: 90_000 }, (_, n) => `${n * n} `).join(''));
  await run({ output: 'quick.gz', compression_level: 1 }, ['words']);
  await run({ output: 'small.gz', compression_level: 12 }, ['words']);
  expect((await stat(join(folder, 'small.gz'))).size).toBeLessThan(
    (await stat(join(folder, 'quick.gz'))).size,
  );
});

test('an empty file can be compressed', async () => {
  await writeFile(join(folder, 'empty'), '');
  for (const output of ['x.gz', 'x.bgzf']) {
    await run({ output }, ['empty']);
    expect(gunzipSync(await readFile(join(folder, output)))).toHaveLength(0);
  }
});

test('what cannot become one file is refused, and nothing is written over', async () => {
  const both = ['out/disk.img', 'out/notes.txt'];
  expect(await run({ output: 'x.gz' }, both)).toMatchObject({
    problems: [{ code: 'PPR004', detail: 'x.gz is one compressed file, but the artifact has 2.' }],
  });
  expect(await run({ output: './out/notes.txt', format: 'tar' }, both)).toMatchObject({
    problems: [{ code: 'PPR004', hint: 'Choose another output.' }],
  });
  expect(await readFile(join(folder, 'out/notes.txt'), 'utf8')).toBe('notes');
});

test('a program that is not there is named, and half a file does not stay', async () => {
  const path = process.env.PATH;
  process.env.PATH = '/nowhere';
  const result = await run({ output: 'x.xz' }).finally(() => {
    process.env.PATH = path;
  });
  expect(result).toMatchObject({
    problems: [{ code: 'PPR004', hint: expect.stringContaining('Install the package that holds "xz"') }],
  });
  expect(await readdir(folder)).toEqual(['out']);
});

test.each([
  ['x', undefined, { archive: 'tar', compression: 'gzip' }],
  ['x.img', undefined, { archive: 'tar', compression: 'gzip' }],
  ['x.tar', undefined, { archive: 'tar' }],
  ['x.zip', undefined, { archive: 'zip' }],
  ['x.gz', undefined, { compression: 'gzip' }],
  ['x.tar.zst', undefined, { archive: 'tar', compression: 'zstd' }],
  ['x.img', 'zip', { archive: 'zip' }],
  ['x.zip', 'tar.lz4', { archive: 'tar', compression: 'lz4' }],
])('%s with format %s is %j', (output, format, expected) => {
  expect(getFormat(output, format)).toEqual(expected);
});

test('names stay inside the archive, and two of one name keep their folders', () => {
  expect(getTarNames(['/a/disk', 'b/disk', '../c/log'])).toEqual(['a/disk', 'b/disk', 'log']);
  expect(['/etc/x', '../../x', 'a/../../x', './a/x', '..'].map(getInside)).toEqual([
    'etc/x',
    'x',
    'x',
    'a/x',
    '',
  ]);
});
