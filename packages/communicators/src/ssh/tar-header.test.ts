import { extract } from 'tar-stream';
import { getTarHeader, tarEnd } from './tar-header';
import type { TreeEntry } from './tree-entry';

async function readBack(...entries: readonly TreeEntry[]) {
  const names: unknown[] = [];
  const reader = extract();
  reader.on('entry', ({ name, type, mode, size, linkname, mtime }, stream, next) => {
    names.push({ name, type, mode, size, target: linkname ?? null, seconds: Number(mtime) / 1_000 });
    stream.resume();
    next();
  });
  const ended = new Promise((resolve) => reader.once('finish', resolve));
  reader.end(Buffer.concat([...entries.map(getTarHeader), tarEnd]));
  await ended;
  return names;
}

test('what is written is read back by another implementation', async () => {
  const common = { mode: 0o4751, seconds: 1_700_000_000 };
  const long = `${'ümläut/'.repeat(30)}file`;
  expect(
    await readBack(
      { ...common, path: '', kind: 'folder' },
      { ...common, path: 'new\nline', kind: 'file', size: 0 },
      { ...common, path: long, kind: 'file', size: 0 },
      { ...common, path: 'link', kind: 'link', target: long },
    ),
  ).toEqual([
    { name: './', type: 'directory', mode: 0o4751, size: 0, target: null, seconds: 1_700_000_000 },
    { name: './new\nline', type: 'file', mode: 0o4751, size: 0, target: null, seconds: 1_700_000_000 },
    { name: `./${long}`, type: 'file', mode: 0o4751, size: 0, target: null, seconds: 1_700_000_000 },
    { name: './link', type: 'symlink', mode: 0o4751, size: 0, target: long, seconds: 1_700_000_000 },
  ]);
});

test('a size beyond eight gibibytes is kept', async () => {
  const size = 9 * 2 ** 30;
  const header = getTarHeader({ path: 'a', kind: 'file', mode: 0o644, seconds: 0, size });
  expect(header.readBigUInt64BE(128)).toBe(BigInt(size));
});
