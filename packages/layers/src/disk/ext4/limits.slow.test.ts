import { spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeEntry, readTarPieces } from '../../tar';
import {
  getFaults,
  getPlace,
  type Member,
  makeLayer,
  makeTestDisk,
  runJudge,
  type TestDisk,
} from '../../testing/ext4-disk';
import { searchPath } from '../../testing/temporary-store';
import { applyLayers, measureLayers, readExt4File } from '.';

const file = (path: string, content: Buffer): Member => ({ ...makeEntry({ type: 'file', path }), content });
const removal = (path: string): Member => makeEntry({ type: 'file', path: `.wh.${path}` });

const block = 4096;

/** Blocks that are free together in a file system that was fragmented. */
const piece = 4;

/** Fills a file system with small files and removes every second one. */
async function fragment(disk: TestDisk, files: number): Promise<void> {
  const numbers = Array.from({ length: files }, (_, number) => number);
  await applyLayers(disk.request, [
    makeLayer(numbers.map((number) => file(`f${number}`, Buffer.alloc(piece * block, number)))),
    makeLayer(numbers.filter((number) => number % 2 === 1).map((number) => removal(`f${number}`))),
  ]);
}

async function stat({ request }: TestDisk, path: string): Promise<string> {
  return (await runJudge('debugfs', ['-R', `stat ${path}`, getPlace(request)])).stdout.toString();
}

async function listFolder({ request }: TestDisk, path: string): Promise<readonly string[]> {
  const { stdout } = await runJudge('debugfs', ['-R', `ls -p ${path}`, getPlace(request)]);
  const names = [...stdout.toString().matchAll(/^(?:\/[^/\n]*){4}\/([^/]+)\/\d*\/$/gm)].map(
    ([, name]) => name as string,
  );
  return names.filter((name) => name !== '.' && name !== '..').sort();
}

async function countFree({ request }: TestDisk): Promise<number> {
  const { stdout } = await runJudge('debugfs', ['-R', 'stats', getPlace(request)]);
  return Number(/^Free blocks: +(\d+)/m.exec(stdout.toString())?.[1]);
}

describe('an ext4 file system', () => {
  test('has folders of 10,000 names, which may become few again', async () => {
    await using disk = await makeTestDisk(200);
    const names = Array.from({ length: 10_000 }, (_, number) => `${'n'.repeat(number % 200)}${number}`);
    const folder = makeEntry({ type: 'directory', path: 'folder' });
    const many = names.map((name) => file(`folder/${name}`, Buffer.alloc(0)));
    await applyLayers(disk.request, [makeLayer([folder, ...many])]);
    expect(await getFaults(disk.request)).toBe('');
    expect(await listFolder(disk, '/folder')).toEqual([...names].sort());
    const few = names.slice(3).map((name) => makeEntry({ type: 'file', path: `folder/.wh.${name}` }));
    await applyLayers(disk.request, [makeLayer(few)]);
    expect(await getFaults(disk.request)).toBe('');
    expect(await listFolder(disk, '/folder')).toEqual(names.slice(0, 3));
  });

  test('has files in thousands of pieces, whose trees are three levels deep', async () => {
    await using disk = await makeTestDisk(64);
    // The folder of so many names takes blocks as well.
    const files = Math.floor((await countFree(disk)) / piece) - 30;
    await fragment(disk, files);
    const content = Buffer.alloc(Math.floor(files * 0.48) * piece * block, 'in pieces ');
    await applyLayers(disk.request, [makeLayer([file('pieces', content)])]);
    expect(await getFaults(disk.request)).toBe('');
    expect((await readExt4File(disk.request, 'pieces'))?.equals(content)).toBe(true);
    expect(await stat(disk, '/pieces')).toMatch(/ETB0.*ETB1/);
    await applyLayers(disk.request, [makeLayer([file('pieces', Buffer.from('short'))])]);
    expect(await getFaults(disk.request)).toBe('');
    expect((await readExt4File(disk.request, 'f8'))?.equals(Buffer.alloc(piece * block, 8))).toBe(true);
  });

  test('that is too small says how much is needed and how much is there', async () => {
    await using disk = await makeTestDisk(16);
    const layers = [makeLayer([file('large', Buffer.alloc(30 * 2 ** 20))])];
    const { bytes } = await measureLayers(layers);
    const free = await countFree(disk);
    await expect(applyLayers(disk.request, layers)).rejects.toMatchObject({
      diagnostics: [
        {
          code: 'LAY043',
          detail: expect.stringMatching(
            new RegExp(`up to ${bytes} bytes .*; ${free * block} bytes were free`),
          ),
        },
      ],
    });
  });

  test('can be filled to its last block', async () => {
    await using disk = await makeTestDisk(16);
    const free = await countFree(disk);
    // One for the root folder's names is there already.
    const content = Buffer.alloc(free * block, 'full');
    await applyLayers(disk.request, [makeLayer([file('full', content)])]);
    expect(await countFree(disk)).toBe(0);
    expect(await getFaults(disk.request)).toBe('');
    expect((await readExt4File(disk.request, 'full'))?.equals(content)).toBe(true);
  });

  test('that has too few inodes says so', async () => {
    await using disk = await makeTestDisk(16);
    const many = Array.from({ length: 2000 }, (_, number) => file(`f${number}`, Buffer.alloc(0)));
    await expect(applyLayers(disk.request, [makeLayer(many)])).rejects.toMatchObject({
      diagnostics: [{ code: 'LAY043', detail: expect.stringContaining('2000 files and folders') }],
    });
  });

  test.each<[string, Member, RegExp]>([
    ['a name of 256 bytes', file('n'.repeat(256), Buffer.alloc(0)), /at most 255 bytes, and this one 256/],
    [
      '300 extended attributes',
      makeEntry({
        type: 'file',
        path: 'x',
        xattrs: new Map(Array.from({ length: 300 }, (_, number) => [`user.${number}`, 'value'])),
      }),
      /extended attributes need \d+ bytes .* where 4060 are/,
    ],
    [
      'a malformed access list',
      makeEntry({
        type: 'file',
        path: 'x',
        xattrs: new Map([['system.posix_acl_access', 'no list']]),
      }),
      /access control list .* is malformed/,
    ],
    ['a device beyond Linux', makeEntry({ type: 'block', path: 'x', major: 4096 }), /no device 4096:0/],
    ['an owner beyond Linux', makeEntry({ type: 'fifo', path: 'x', uid: 2 ** 32 }), /4294967296 is no user/],
    [
      'a symlink to nothing',
      makeEntry({ type: 'symlink', path: 'x' }),
      /has 1 to 4095 bytes, and this one 0/,
    ],
    [
      'a hard link to nothing',
      makeEntry({ type: 'hardlink', path: 'x', link: 'y' }),
      /hard link to \/y, which is no file/,
    ],
    [
      'a file called lost+found',
      makeEntry({ type: 'fifo', path: 'lost+found' }),
      /has a folder of this name/,
    ],
    [
      'holes in an old form',
      makeEntry({ type: 'file', path: 'x', extra: new Map([['GNU.sparse.size', '5']]) }),
      /old form/,
    ],
  ])('refuses %s', async (_what, member, reason) => {
    await using disk = await makeTestDisk(16);
    await expect(applyLayers(disk.request, [makeLayer([member])])).rejects.toMatchObject({
      diagnostics: [{ code: 'LAY044', detail: expect.stringMatching(reason) }],
    });
  });

  test('refuses more than 65,000 names of one file', async () => {
    await using disk = await makeTestDisk(64);
    const links = Array.from({ length: 65_000 }, (_, number) =>
      makeEntry({ type: 'hardlink', path: `l${number}`, link: 'f' }),
    );
    const layer = (count: number) => makeLayer([file('f', Buffer.alloc(0)), ...links.slice(0, count)]);
    await applyLayers(disk.request, [layer(64_999)]);
    expect(await getFaults(disk.request)).toBe('');
    await expect(applyLayers(disk.request, [layer(65_000)])).rejects.toMatchObject({
      diagnostics: [{ code: 'LAY044', detail: expect.stringContaining('more than 65000 names') }],
    });
  });

  test.each(['0.1', '1.0'])(
    'has the holes of sparse files that GNU tar has stored in form %s',
    async (form) => {
      await using disk = await makeTestDisk(16);
      const folder = join(disk.folder, 'sparse');
      await mkdir(folder);
      const holes = await open(join(folder, 'holes'), 'w');
      await holes.write(Buffer.from('start'), 0, 5, 0);
      await holes.write(Buffer.alloc(100_000, 'middle '), 0, 100_000, 3_000_000);
      await holes.truncate(2 ** 26);
      await holes.close();
      await writeFile(join(folder, 'plain'), 'plain');
      const archive = join(disk.folder, 'sparse.tar');
      const args = [
        '--sparse',
        `--sparse-version=${form}`,
        '--format=posix',
        '-C',
        folder,
        '-cf',
        archive,
        '.',
      ];
      spawnSync('tar', args, { env: { PATH: searchPath } });
      await applyLayers(disk.request, [{ read: () => readTarPieces(createReadStream(archive)) }]);
      expect(await getFaults(disk.request)).toBe('');
      const dumped = join(disk.folder, 'dumped');
      await runJudge('debugfs', ['-R', `dump /holes ${dumped}`, getPlace(disk.request)]);
      const same = spawnSync('cmp', [dumped, join(folder, 'holes')], { env: { PATH: searchPath } });
      expect({ status: same.status, said: same.stdout.toString() }).toEqual({ status: 0, said: '' });
      expect(await stat(disk, '/holes')).toMatch(/Blockcount: (208|216)\b/);
      await runJudge('debugfs', ['-R', `dump /plain ${dumped}`, getPlace(disk.request)]);
      expect(await readFile(dumped, 'utf8')).toBe('plain');
    },
  );
});

test('what is written again stays where it is, and the rest of the disk is not touched', async () => {
  await using disk = await makeTestDisk(64);
  const files = Array.from({ length: 20 }, (_, number) =>
    file(`f${number}`, Buffer.alloc(2 ** 20, `content ${number}`)),
  );
  await applyLayers(disk.request, [makeLayer(files)]);
  const before = await readFile(disk.request.path);
  await applyLayers(disk.request, [makeLayer([file('f7', Buffer.alloc(2 ** 20, 'other content'))])]);
  const after = await readFile(disk.request.path);
  const part = 2 ** 19;
  const changed = Array.from({ length: Math.ceil(before.length / part) }, (_, index) => index * part).filter(
    (at) => !before.subarray(at, at + part).equals(after.subarray(at, at + part)),
  );
  // Its own two to three parts, and those of the descriptors, the bitmaps, the inodes and the folder.
  expect(changed.length).toBeLessThanOrEqual(6);
  expect(await getFaults(disk.request)).toBe('');
});
