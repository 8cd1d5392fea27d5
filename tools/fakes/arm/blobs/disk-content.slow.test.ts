import { type Azurite, startAzurite } from '../../azurite';
import { azuriteBlobs } from './azurite-blobs';
import type { Blobs } from './blobs';
import { growDisk, makeEmptyDisk, openDisk } from './disk-content';
import { judgeVhd } from './judge-vhd';

const MIB = 2 ** 20;
let azurite: Azurite;
let blobs: Blobs;
beforeAll(async () => {
  azurite = await startAzurite();
  blobs = azuriteBlobs(azurite);
});
afterAll(() => azurite.close());

const filled = (byte: number) => Buffer.alloc(MIB, byte);

test('a disk reads what was written to it, by blocks, and a copy of it has its own', async () => {
  const uri = await makeEmptyDisk(blobs, 64 * MIB);
  await blobs.write(uri, 3 * MIB, filled(7));
  const copy = await blobs.copyDisk(uri);
  const disk = await openDisk(blobs, copy, 'disk-0');
  expect(disk).toMatchObject({ bytes: 64 * MIB, blockBytes: MIB, indexes: [3] });
  await disk.write(5, filled(9));
  expect((await disk.read(3)).equals(filled(7))).toBe(true);
  expect((await openDisk(blobs, copy, 'disk-0')).indexes).toEqual([3, 5]);
  expect((await openDisk(blobs, uri, 'disk-0')).indexes).toEqual([3]);
});

test('a disk that grew is a VHD of its new size, with nothing of its old footer', async () => {
  const uri = await makeEmptyDisk(blobs, 2 * MIB);
  await growDisk(blobs, uri, 8 * MIB);
  expect(await judgeVhd(blobs, uri, 'owner')).toBe(8 * MIB);
  expect((await blobs.read(uri, 'owner', { offset: 2 * MIB, count: 512 })).equals(Buffer.alloc(512))).toBe(
    true,
  );
  await growDisk(blobs, uri, 4 * MIB);
  expect(await judgeVhd(blobs, uri, 'owner')).toBe(8 * MIB);
});
