import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readChanges, writeDiskFiles } from './disk-files';
import { BLOCK_BYTES } from './guests';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fake-aws-disk-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const filled = (byte: number) => Buffer.alloc(BLOCK_BYTES, byte);

/** Writes as a machine would. */
function write(overlay: string, ...commands: readonly string[]): void {
  execFileSync('qemu-io', ['-f', 'qcow2', ...commands.flatMap((command) => ['-c', command]), overlay]);
}

test('what a machine wrote comes back by blocks, and nothing else', async () => {
  const files = { base: join(folder, 'base.raw'), overlay: join(folder, 'disk.qcow2') };
  const blocks = new Map([
    [0, filled(1)],
    [3, filled(2)],
    [7, filled(3)],
  ]);
  await writeDiskFiles(files, { size: 1, blocks });
  expect([statSync(files.base).size, statSync(files.base).blocks * 512]).toEqual([
    2 ** 30,
    expect.any(Number),
  ]);
  expect(statSync(files.base).blocks * 512).toBeLessThan(8 * BLOCK_BYTES);
  const second = 3 * BLOCK_BYTES + 4096;
  write(files.overlay, `write -P 9 ${second} 4096`, `write -z ${7 * BLOCK_BYTES} ${BLOCK_BYTES}`);
  const changes = await readChanges(files, blocks);
  const expected = filled(2);
  expected.fill(9, 4096, 8192);
  expect([...changes.keys()].sort()).toEqual([3, 7]);
  expect(changes.get(3)?.equals(expected)).toBe(true);
  expect(changes.get(7)).toBeUndefined();
  expect(blocks.get(3)?.equals(filled(2))).toBe(true);
});

test('a machine that wrote nothing changed nothing', async () => {
  const files = { base: join(folder, 'base.raw'), overlay: join(folder, 'disk.qcow2') };
  const blocks = new Map([[1, filled(4)]]);
  await writeDiskFiles(files, { size: 1, blocks });
  expect(await readChanges(files, blocks)).toEqual(new Map());
});
