import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from 'tar-stream';
import { createUnpacker } from './unpack';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-unpack-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function unpack(fill: (archive: ReturnType<typeof pack>) => void): Promise<unknown> {
  const archive = pack();
  fill(archive);
  archive.finalize();
  const unpacker = createUnpacker(join(folder, 'root'), () => false);
  const broken = new Promise((resolve) => unpacker.sink.once('error', resolve));
  archive.pipe(unpacker.sink, { end: false });
  await Promise.race([broken, new Promise((resolve) => archive.once('end', resolve))]);
  return unpacker.finish().then(
    () => undefined,
    () => unpacker.problem() ?? 'failed',
  );
}

test.each(['../evil', '/evil', 'a/../../evil'])('a machine that sends %s is refused', async (name) => {
  const problem = await unpack((archive) => archive.entry({ name }, 'evil'));
  expect(String(problem)).toContain('outside of the folder');
  expect(await readdir(folder)).not.toContain('evil');
});

test('nothing is written through a link that a machine sends', async () => {
  await unpack((archive) => {
    archive.entry({ name: 'link', type: 'symlink', linkname: '..' });
    archive.entry({ name: 'link/evil' }, 'evil');
  });
  expect(await readdir(folder)).toEqual(['root']);
});

test('a hard link to a file outside is refused', async () => {
  const problem = await unpack((archive) => {
    archive.entry({ name: 'hard', type: 'link', linkname: '../../etc/passwd' });
  });
  expect(String(problem)).toContain('outside of the folder');
});
