import { encodeGuid } from '../../image/identity';
import { sectorSize } from '../raw-disk';

/** [MS-VHDX] 2.6: a table of items, and the items 64 KiB behind its beginning. */
const itemsOffset = 64 * 2 ** 10;
const entriesOffset = 32;
const entrySize = 32;

const isRequired = 4;
/** Describes the disk and not its file. */
const isOfDisk = 2;

interface Item {
  readonly guid: Buffer;
  readonly flags: number;
  readonly value: Buffer;
}

/** The metadata region: what the disk is, in items. */
export function makeMetadata(facts: {
  /** Bytes. */
  readonly diskSize: number;
  readonly blockSize: number;
  /** By which a guest tells the disk from others. */
  readonly diskId: Buffer;
}): Buffer {
  const items = getItems(facts);
  const region = Buffer.alloc(itemsOffset + items.reduce((sum, { value }) => sum + value.length, 0));
  region.write('metadata', 0, 'latin1');
  region.writeUInt16LE(items.length, 10);
  let offset = itemsOffset;
  for (const [index, { guid, flags, value }] of items.entries()) {
    const at = entriesOffset + index * entrySize;
    guid.copy(region, at);
    region.writeUInt32LE(offset, at + 16);
    region.writeUInt32LE(value.length, at + 20);
    region.writeUInt32LE(flags, at + 24);
    value.copy(region, offset);
    offset += value.length;
  }
  return region;
}

function getItems({ diskSize, blockSize, diskId }: Parameters<typeof makeMetadata>[0]): readonly Item[] {
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(diskSize));
  return [
    // The second number would say that there is a parent, or that blocks stay allocated.
    {
      guid: encodeGuid('CAA16737-FA36-4D43-B3B6-33F0AA44E76B'),
      flags: isRequired,
      value: makeNumbers(blockSize, 0),
    },
    { guid: encodeGuid('2FA54224-CD1B-4876-B211-5DBED83BF4B8'), flags: isRequired | isOfDisk, value: size },
    { guid: encodeGuid('BECA12AB-B2E6-4523-93EF-C309E000C746'), flags: isRequired | isOfDisk, value: diskId },
    {
      guid: encodeGuid('8141BF1D-A96F-4709-BA47-F233A8FAAB5F'),
      flags: isRequired | isOfDisk,
      value: makeNumbers(sectorSize),
    },
    {
      guid: encodeGuid('CDA348C7-445D-4471-9CC9-E9885251C556'),
      flags: isRequired | isOfDisk,
      value: makeNumbers(physicalSectorSize),
    },
  ];
}

/** What the disks below have today, and a block of ext4. */
const physicalSectorSize = 4096;

function makeNumbers(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * numbers.length);
  for (const [at, number] of numbers.entries()) bytes.writeUInt32LE(number, 4 * at);
  return bytes;
}
