import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { makeEntry } from '../../tar';
import { readByDebugfs } from '../../testing/ext4-debugfs';
import { getFaults, getTestRequest, type Member, makeLayer, makeTestDisk } from '../../testing/ext4-disk';
import { readByKernel } from '../../testing/ext4-kernel';
import { showLayers } from '../../testing/ext4-model';
import { applyLayers, makeExt4, readExt4File } from '.';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const noise = (size: number, salt: number): Buffer =>
  Buffer.from(Uint8Array.from({ length: size }, (_, at) => (at * 31 + (at >>> 8) * 7 + salt) & 0xff));

async function getDigest(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** A capability and access lists as programs hand them to the kernel. */
const capability = Buffer.from('0100000200200000000000000000000000000000', 'hex').toString('latin1');
const accessList = Buffer.from(
  '02000000' +
    '01000600ffffffff' +
    '0200040005000000' +
    '04000400ffffffff' +
    '10000400ffffffff' +
    '20000400ffffffff',
  'hex',
).toString('latin1');

const base: readonly Member[] = [
  makeEntry({ type: 'directory', path: '', mode: 0o755, mtime: 1 }),
  makeEntry({ type: 'directory', path: 'etc', mode: 0o755, mtime: 5 }),
  { ...makeEntry({ type: 'file', path: 'etc/empty', mode: 0o4711, uid: 3_000_000_000, gid: 70_000 }) },
  { ...makeEntry({ type: 'file', path: 'etc/hosts', mtime: 1_600_000_000 }), content: bytes('127.0.0.1\n') },
  { ...makeEntry({ type: 'file', path: 'etc/far', mtime: 9_999_999_999 }), content: noise(3 * 4096, 1) },
  { ...makeEntry({ type: 'file', path: 'etc/large' }), content: noise(1_000_001, 2) },
  makeEntry({ type: 'hardlink', path: 'etc/same', link: 'etc/large' }),
  makeEntry({ type: 'symlink', path: 'short', link: 'etc/hosts' }),
  makeEntry({ type: 'symlink', path: 'inline', link: 's'.repeat(59) }),
  makeEntry({ type: 'symlink', path: 'slow', link: 's'.repeat(60) }),
  makeEntry({ type: 'symlink', path: 'slowest', link: `${'s/'.repeat(2047)}s` }),
  makeEntry({ type: 'character', path: 'console', major: 5, minor: 1, mode: 0o600 }),
  makeEntry({ type: 'block', path: 'disk', major: 259, minor: 70_000, mode: 0o660, gid: 6 }),
  makeEntry({ type: 'fifo', path: 'pipe' }),
  makeEntry({ type: 'file', path: 'n'.repeat(255) }),
  makeEntry({ type: 'file', path: 'odd "\xff\\ü name' }),
  makeEntry({
    type: 'file',
    path: 'ping',
    xattrs: new Map([['security.capability', capability]]),
  }),
  makeEntry({
    type: 'file',
    path: 'attributed',
    xattrs: new Map([
      ['user.large', 'x'.repeat(3000)],
      ['user.bytes', '\0\xff\n'],
      ['user.b', 'plain'],
      ['system.posix_acl_access', accessList],
    ]),
    mode: 0o644,
  }),
  makeEntry({
    type: 'directory',
    path: 'listed',
    xattrs: new Map([['system.posix_acl_default', accessList]]),
  }),
  { ...makeEntry({ type: 'file', path: 'tree/a/b/c' }), content: bytes('deep') },
].flatMap((member) =>
  member.path === 'tree/a/b/c'
    ? [...['tree', 'tree/a', 'tree/a/b'].map((path) => makeEntry({ type: 'directory', path })), member]
    : [member],
);

/** Every kind of change a layer can make to those below. */
const change: readonly Member[] = [
  makeEntry({ type: 'directory', path: '', mode: 0o755, mtime: 1 }),
  makeEntry({ type: 'directory', path: 'etc', mode: 0o700, uid: 7, mtime: 6 }),
  { ...makeEntry({ type: 'file', path: 'etc/hosts' }), content: bytes('127.0.0.1\n::1\n') },
  makeEntry({ type: 'file', path: 'etc/.wh.large' }),
  makeEntry({ type: 'directory', path: 'listed' }),
  { ...makeEntry({ type: 'file', path: 'listed/new' }), content: noise(5000, 3) },
  makeEntry({ type: 'file', path: 'listed/.wh..wh..opq' }),
  { ...makeEntry({ type: 'file', path: 'tree' }), content: bytes('no folder any more') },
  makeEntry({ type: 'directory', path: 'ping' }),
  makeEntry({ type: 'file', path: 'ping/inside' }),
  makeEntry({ type: 'symlink', path: 'console', link: 'pipe' }),
  makeEntry({ type: 'file', path: '.wh.nothing' }),
  makeEntry({ type: 'file', path: '.wh.disk' }),
  makeEntry({ type: 'file', path: 'attributed', xattrs: new Map([['user.b', 'other']]) }),
];

describe('layers in an ext4 file system', () => {
  test('are shown as they are, by debugfs and by a kernel that mounts it, and e2fsck finds nothing', async () => {
    await using disk = await makeTestDisk(40);
    const layers = [base, change];
    for (const count of [1, 2]) {
      await applyLayers(disk.request, [makeLayer(layers[count - 1] as readonly Member[])]);
      expect(await getFaults(disk.request)).toBe('');
      const expected = showLayers(layers.slice(0, count));
      expect(await readByDebugfs(disk.request)).toEqual(expected);
      // Where nobody may mount, debugfs has said it.
      expect((await readByKernel(disk)) ?? expected).toEqual(expected);
    }
  });

  test('give the same bytes at once, one after the other, and on a copy', async () => {
    await using disk = await makeTestDisk(40);
    const { request, folder } = disk;
    const copy = getTestRequest(join(folder, 'copy.raw'), 40);
    await makeExt4(copy);
    expect(await getDigest(copy.path)).toBe(await getDigest(request.path));
    await applyLayers(copy, [base, change, base].map(makeLayer));
    for (const layer of [base, change, base]) {
      const before = `${request.path}.before`;
      await copyFile(request.path, before);
      await copyFile(before, request.path);
      await applyLayers(request, [makeLayer(layer)]);
    }
    expect(await getDigest(request.path)).toBe(await getDigest(copy.path));
    expect(await getFaults(request)).toBe('');
  });

  test('are read back, through symlinks, and nothing is where nothing is', async () => {
    await using disk = await makeTestDisk(40);
    const odd = { ...makeEntry({ type: 'file', path: 'etc/a\n/b' }), content: bytes('odd') };
    await applyLayers(disk.request, [makeLayer([...base, odd])]);
    const read = (name: string) => readExt4File(disk.request, name);
    expect((await read('/short'))?.toString()).toBe('127.0.0.1\n');
    expect((await read('etc/a\n/b'))?.toString()).toBe('odd');
    expect((await read('etc/../etc/large'))?.equals(noise(1_000_001, 2))).toBe(true);
    expect(await read('etc/empty')).toEqual(Buffer.alloc(0));
    expect([await read('etc'), await read('slow'), await read('etc/hosts/x')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('leave nothing of what they remove in the file', async () => {
    await using disk = await makeTestDisk(40);
    const secret = Buffer.from('a secret that was removed'.repeat(1000));
    const member = { ...makeEntry({ type: 'file', path: 'secret-name' }), content: secret };
    await applyLayers(disk.request, [makeLayer([member, makeEntry({ type: 'file', path: 'other' })])]);
    await applyLayers(disk.request, [makeLayer([makeEntry({ type: 'file', path: '.wh.secret-name' })])]);
    const hits: string[] = [];
    for await (const piece of createReadStream(disk.request.path, { highWaterMark: 2 ** 22 }))
      for (const text of ['a secret', 'secret-name']) if ((piece as Buffer).includes(text)) hits.push(text);
    expect(hits).toEqual([]);
    expect(await getFaults(disk.request)).toBe('');
  });

  test('may remove in any order what is below, and keep what they bring', async () => {
    await using disk = await makeTestDisk(40);
    const again: readonly Member[] = [
      makeEntry({ type: 'directory', path: 'tree' }),
      makeEntry({ type: 'directory', path: 'tree/a' }),
      { ...makeEntry({ type: 'file', path: 'tree/a/fresh' }), content: bytes('fresh') },
      makeEntry({ type: 'file', path: '.wh.tree' }),
      makeEntry({ type: 'file', path: '.wh.pipe' }),
      makeEntry({ type: 'fifo', path: 'pipe', uid: 9 }),
    ];
    await applyLayers(disk.request, [makeLayer(base), makeLayer(again)]);
    expect(await readByDebugfs(disk.request)).toEqual(showLayers([base, again]));
    expect(await getFaults(disk.request)).toBe('');
  });

  test('are broken off when that is asked for', async () => {
    await using disk = await makeTestDisk(40);
    const signal = AbortSignal.abort(new Error('broken off'));
    await expect(applyLayers({ ...disk.request, signal }, [makeLayer(base)])).rejects.toThrow('broken off');
    // Metadata comes last, so nothing is half done.
    expect(await readByDebugfs(disk.request)).toEqual({});
  });

  test('are refused where there is no file system that was made here', async () => {
    await using disk = await makeTestDisk(40);
    const request = getTestRequest(join(disk.folder, 'zeros.raw'), 10);
    await writeFile(request.path, Buffer.alloc(2 ** 20));
    await expect(applyLayers(request, [])).rejects.toMatchObject({ diagnostics: [{ code: 'LAY045' }] });
  });
});

describe('an empty ext4 file system', () => {
  test('needs mke2fs, and its package is named', async () => {
    await using disk = await makeTestDisk(10);
    const request = { ...getTestRequest(join(disk.folder, 'other.raw'), 10), searchPath: disk.folder };
    await expect(makeExt4(request)).rejects.toMatchObject({
      diagnostics: [{ code: 'LAY009', hint: expect.stringContaining('e2fsprogs') }],
    });
  });

  test('that mke2fs refuses is told with its words', async () => {
    await using disk = await makeTestDisk(10);
    const request = { ...getTestRequest(join(disk.folder, 'other.raw'), 10), uuid: 'none' };
    await expect(makeExt4(request)).rejects.toMatchObject({
      diagnostics: [{ code: 'LAY010', detail: expect.stringMatching(/other\.raw: Invalid hash seed: none/) }],
    });
  });
});
