import { readGpt } from '../../../testing/read-gpt';
import { makeGuid } from '../identity';
import type { Patch } from '../patch';
import { MIB, SECTOR } from '../sizes';
import { type Partition, partitionTypes } from './partition';
import { writeGpt } from './write-gpt';
import { bootCodeSize, writeMbr } from './write-mbr';

const size = 8 * MIB;
const last = size / SECTOR - 1;
const esp: Partition = {
  number: 15,
  type: partitionTypes.esp,
  id: makeGuid('esp'),
  name: 'esp',
  offset: MIB,
  size: 2 * MIB,
};
const root: Partition = {
  number: 1,
  type: partitionTypes.rootAmd64,
  id: makeGuid('root'),
  name: 'root',
  offset: 3 * MIB,
  size: 4 * MIB,
};

function lay(patches: readonly Patch[]): (offset: number, size: number) => Promise<Buffer> {
  const disk = Buffer.alloc(size);
  for (const { offset, bytes } of patches) bytes.copy(disk, offset);
  return async (offset, length) => disk.subarray(offset, offset + length);
}

test('both tables of a disk say the same of its partitions, and where the other one is', async () => {
  const readAt = lay(writeGpt({ size, id: makeGuid('disk'), partitions: [esp, root] }));
  const told = { id: makeGuid('disk'), partitions: [root, esp] };
  expect(await readGpt(readAt, 1)).toEqual({ ...told, self: 1, other: last });
  expect(await readGpt(readAt, last)).toEqual({ ...told, self: last, other: 1 });
});

test('no table reaches over the end of the disk', () => {
  for (const { offset, bytes } of writeGpt({ size, id: makeGuid('disk'), partitions: [] }))
    expect(offset + bytes.length).toBeLessThanOrEqual(size);
});

test('the first sector holds the code of the boot loader and one partition over everything', () => {
  const { bytes } = writeMbr(size, Buffer.alloc(SECTOR, 0x90));
  expect(bytes.subarray(0, bootCodeSize).every((byte) => byte === 0x90)).toBe(true);
  expect(bytes[450]).toBe(0xee);
  expect(bytes.readUInt32LE(454)).toBe(1);
  expect(bytes.readUInt32LE(458)).toBe(last);
  expect(bytes.subarray(510).toString('hex')).toBe('55aa');
});

test('the partition over everything ends where 32 bits do on a disk of more than 2 TiB', () => {
  expect(writeMbr(3 * 2 ** 40).bytes.readUInt32LE(458)).toBe(0xffff_ffff);
});
