import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeHeader, readMembers } from './members';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'members-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function read(...pieces: readonly (string | Buffer)[]) {
  const path = join(folder, 'package.deb');
  await writeFile(path, Buffer.concat(pieces.map((piece) => Buffer.from(piece))));
  await using file = await open(path);
  return await readMembers(file);
}

const magic = '!<arch>\n';

test('the parts of a package are found, one of odd length as well', async () => {
  const members = await read(
    ...[magic, makeHeader('debian-binary', 4), '2.0\n'],
    ...[makeHeader('control.tar.xz', 3), 'abc\n', makeHeader('data.tar.xz', 2), 'de'],
  );
  expect(members).toEqual([
    { name: 'debian-binary', start: 8, content: 68, size: 4 },
    { name: 'control.tar.xz', start: 72, content: 132, size: 3 },
    { name: 'data.tar.xz', start: 136, content: 196, size: 2 },
  ]);
});

test.each([
  ['another kind of file', ['<html>no such package</html>']],
  ['nothing', ['']],
  ['a part that is cut off', [magic, makeHeader('data.tar.xz', 10), 'de']],
  ['a header that is cut off', [magic, makeHeader('data.tar.xz', 10).subarray(0, 30)]],
  ['a header without its end mark', [magic, ' '.repeat(60)]],
])('%s is no package', async (_, pieces) => {
  expect(await read(...pieces)).toBeUndefined();
});
