import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type PackedEntry, writeTarGz } from './tar-gz';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-tar-'));
});
afterEach(() => rm(folder, { recursive: true }));

const { signal } = new AbortController();

async function makeEntries(): Promise<readonly PackedEntry[]> {
  const source = join(folder, 'source');
  await writeFile(source, 'content');
  return [
    { kind: 'folder', path: 'a' },
    { kind: 'file', path: 'a/file', source, size: 7, mode: 0o644 },
    { kind: 'text', path: 'run.sh', text: 'écho\n', mode: 0o755 },
    { kind: 'link', path: 'a/link', target: 'file' },
  ];
}

test('tar reads what was written, owned by root and of one time', async () => {
  const path = join(folder, 'a.tar.gz');
  await writeTarGz(path, await makeEntries(), signal);
  const listed = execFileSync('tar', ['--utc', '-tvzf', path], { encoding: 'utf8' });
  expect(listed.trim().split('\n')).toEqual([
    'drwxr-xr-x 0/0               0 2023-11-14 22:13 a/',
    '-rw-r--r-- 0/0               7 2023-11-14 22:13 a/file',
    '-rwxr-xr-x 0/0               6 2023-11-14 22:13 run.sh',
    'lrwxrwxrwx 0/0               0 2023-11-14 22:13 a/link -> file',
  ]);
});

test('the bytes depend on the members alone, and the digest on what is not compressed', async () => {
  const entries = await makeEntries();
  const [first, second] = [join(folder, '1'), join(folder, '2')];
  const { contentDigest } = await writeTarGz(first, entries, signal);
  await utimes(join(folder, 'source'), 1, 1);
  await chmod(join(folder, 'source'), 0o600);
  await writeTarGz(second, entries, signal);
  const bytes = await readFile(first);
  expect((await readFile(second)).equals(bytes)).toBe(true);
  expect(createHash('sha256').update(gunzipSync(bytes)).digest('hex')).toBe(contentDigest);
});
