import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { getErrorCode } from '../error-code';
import { createFiles } from '../node';
import type { Files } from '../ports';
import { createMemoryFiles } from './memory-files';

/** The fake must behave as the real one, or tests written with it prove nothing. */
describe.each(['node', 'memory'])('files (%s)', (kind) => {
  let root: string;
  let files: Files;

  beforeEach(async () => {
    root = kind === 'node' ? await mkdtemp(join(tmpdir(), 'strata-')) : '/root';
    const link = { link: 'file' };
    files =
      kind === 'node'
        ? createFiles()
        : createMemoryFiles({ [`${root}/file`]: 'text', [`${root}/link`]: link, [`${root}/sub/b`]: '' });
    if (kind === 'memory') return;
    await writeFile(join(root, 'file'), 'text', { mode: 0o644 });
    await symlink('file', join(root, 'link'));
    await mkdir(join(root, 'sub'), { mode: 0o755 });
    await writeFile(join(root, 'sub/b'), '');
  });
  afterEach(() => (kind === 'node' ? rm(root, { recursive: true }) : undefined));

  const codeOf = (run: Promise<unknown>) => run.then(() => undefined, getErrorCode);

  test('that are new have the mode that they are given', async () => {
    await files.write(`${root}/script`, 'x', 0o700);
    expect(await files.stat(`${root}/script`)).toMatchObject({ mode: 0o700, size: 1 });
    await files.write(`${root}/file`, 'other', 0o600);
    expect(await files.stat(`${root}/file`)).toMatchObject({ mode: 0o644, size: 5 });
  });

  test('are read, through links too', async () => {
    expect(await files.readText(`${root}/file`)).toBe('text');
    expect(await files.readText(`${root}/link`)).toBe('text');
    expect(await text(files.stream(`${root}/link`))).toBe('text');
    expect(await files.readLink(`${root}/link`)).toBe('file');
  });

  test('are told apart', async () => {
    expect(await files.stat(`${root}/file`)).toEqual({
      ...{ kind: 'file', size: 4, mode: 0o644 },
      modified: expect.any(Number),
    });
    expect(await files.stat(`${root}/link`)).toMatchObject({ kind: 'symlink' });
    expect(await files.stat(`${root}/sub`)).toMatchObject({ kind: 'directory' });
    expect(await files.stat(`${root}/none`)).toBeUndefined();
    expect(await files.list(root)).toEqual(['file', 'link', 'sub']);
    expect(await files.listEntries(root)).toEqual([
      { name: 'file', kind: 'file' },
      { name: 'link', kind: 'symlink' },
      { name: 'sub', kind: 'directory' },
    ]);
  });

  test('fail with the same codes', async () => {
    expect(await codeOf(files.read(`${root}/none`))).toBe('ENOENT');
    expect(await codeOf(files.read(`${root}/sub`))).toBe('EISDIR');
    expect(await codeOf(files.list(`${root}/none`))).toBe('ENOENT');
    expect(await codeOf(files.list(`${root}/file`))).toBe('ENOTDIR');
    expect(await codeOf(files.readLink(`${root}/file`))).toBe('EINVAL');
  });

  test('are written and removed', async () => {
    await files.write(`${root}/new/deep`, 'x');
    await pipeline(Readable.from(['a', 'b']), files.sink(`${root}/new/streamed`));
    expect(await files.list(`${root}/new`)).toEqual(['deep', 'streamed']);
    expect(await files.readText(`${root}/new/streamed`)).toBe('ab');
    await files.remove(`${root}/new/deep`);
    await files.remove(`${root}/new/deep`);
    expect(await files.list(`${root}/new`)).toEqual(['streamed']);
  });
});

test('who gives up waiting for a path lets the next one have it', async () => {
  const files = createMemoryFiles();
  const first = await files.hold('/a', new AbortController().signal);
  const impatient = new AbortController();
  const second = files.hold('/a', impatient.signal);
  const third = files.hold('/a', new AbortController().signal);
  impatient.abort(new Error('enough'));
  await expect(second).rejects.toThrow('enough');
  await first[Symbol.asyncDispose]();
  await (await third)[Symbol.asyncDispose]();
});

test('bytes that are no text come back as they were, with and without a mode', async () => {
  const files = createMemoryFiles();
  const bytes = Buffer.of(0xff, 0, 0x80);
  await files.write('/a', bytes);
  await files.write('/b', bytes, 0o600);
  expect(await files.read('/a')).toEqual(bytes);
  expect(await files.read('/b')).toEqual(bytes);
});

test('of two that append at the same time neither loses what the other wrote', async () => {
  const files = createMemoryFiles({ '/a': 'zero ' });
  await Promise.all([files.append('/a', 'one '), files.append('/a', 'two ')]);
  expect(await files.readText('/a')).toBe('zero one two ');
});
