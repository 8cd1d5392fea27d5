import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeChanges, writeDiskFiles } from './disk-files';
import { blockBytes, createMemoryDisk } from './testing/memory-disk';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fake-guests-disk-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const filled = (byte: number) => Buffer.alloc(blockBytes, byte);
const getFiles = () => ({ base: join(folder, 'base.raw'), overlay: join(folder, 'disk.qcow2') });
/** Of `stat`. */
const SECTOR = 512;

/** Writes as a machine would. */
function write(overlay: string, ...commands: readonly string[]): void {
  execFileSync('qemu-io', ['-f', 'qcow2', ...commands.flatMap((command) => ['-c', command]), overlay]);
}

test('what a machine wrote comes back by blocks, and nothing else', async () => {
  const files = getFiles();
  const blocks = new Map([
    [0, filled(1)],
    [3, filled(2)],
    [7, filled(3)],
  ]);
  const disk = createMemoryDisk('vol-1', blocks);
  await writeDiskFiles(files, disk);
  expect(statSync(files.base).size).toBe(2 ** 30);
  expect(statSync(files.base).blocks * SECTOR).toBeLessThan(8 * blockBytes);
  const second = 3 * blockBytes + 4096;
  write(files.overlay, `write -P 9 ${second} 4096`, `write -z ${7 * blockBytes} ${blockBytes}`);
  await writeChanges(files, disk);
  const expected = filled(2);
  expected.fill(9, 4096, 8192);
  expect(disk.written).toEqual([3, 7]);
  expect(blocks.get(3)?.equals(expected)).toBe(true);
  expect(blocks.get(7)?.equals(filled(0))).toBe(true);
});

test('a machine that wrote nothing changed nothing', async () => {
  const disk = createMemoryDisk('vol-1', new Map([[1, filled(4)]]));
  await writeDiskFiles(getFiles(), disk);
  await writeChanges(getFiles(), disk);
  expect(disk.written).toEqual([]);
});
