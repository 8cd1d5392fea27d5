import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { alsoAsOrdinaryUser } from '../testing/ordinary-user';
import { getStoreProgram } from '../testing/start-store-process';
import { makeTemporaryStore, type TemporaryStore } from '../testing/temporary-store';

/** Runs operations on a store that has a small disk of its own, then a script; gives the lines they write. */
async function runOnSmallDisk(
  box: TemporaryStore,
  size: string,
  { operations, after }: { readonly operations: readonly (readonly string[])[]; readonly after: string },
): Promise<readonly unknown[]> {
  const disk = join(box.folder, 'disk');
  await mkdir(disk);
  const lines = `mount -t proc proc /proc; mount -t tmpfs -o size=${size} tmpfs "$0"; "$@"; cd "$0/store"; ${after}`;
  const { stdout, stderr } = await box.namespace.run({
    command: 'sh',
    args: ['-c', lines, disk, process.execPath, ...getStoreProgram(join(disk, 'store'))],
    input: operations.map((operation) => `${JSON.stringify(operation)}\n`).join(''),
  });
  expect(stderr.toString()).toBe('');
  const answers = stdout.toString().trim().split('\n');
  return answers.map((line) => (line.startsWith('{') || line.startsWith('"') ? JSON.parse(line) : line));
}

describe('a disk that is too small', () => {
  test('a layer that cannot fit is refused before it is written', async () => {
    await using box = await makeTemporaryStore();
    const answers = await runOnSmallDisk(box, '100m', {
      operations: [['commit', 'head -c 80M /dev/zero >a']],
      after: 'ls tmp records blobs/sha256',
    });
    expect(answers).toMatchObject([
      'drafted',
      {
        diagnostics: [
          { code: 'LAY004', detail: expect.stringMatching(/needs 40\.0 MiB, but only .* are free/) },
        ],
      },
      ...['blobs/sha256:', '', 'records:', '', 'tmp:'],
    ]);
  });

  test('a disk that becomes full in the middle is told, and nothing half is kept', async () => {
    await using box = await makeTemporaryStore();
    const answers = await runOnSmallDisk(box, '100m', {
      operations: [['commit', 'head -c 60M /dev/urandom >a']],
      after: 'ls tmp records blobs/sha256 layers',
    });
    expect(answers).toMatchObject([
      'drafted',
      { diagnostics: [{ code: 'LAY005', hint: expect.stringContaining('strata collect') }] },
      ...['blobs/sha256:', '', 'layers:', '', 'records:', '', 'tmp:'],
    ]);
  });
});

alsoAsOrdinaryUser(__filename);
