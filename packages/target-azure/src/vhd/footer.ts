import { createHash } from 'node:crypto';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';

/** Bytes of what makes a disk a fixed VHD: it stands behind the disk. */
export const footerSize = 512;

const MIB = 2 ** 20;
const GIB = 2 ** 30;
const sectorSize = 512;

/** Azure starts no machine from a larger VHD. Source: "Prepare a Windows VHD or VHDX to upload to Azure". */
const largest = 1023 * GIB;

/**
 * Bytes of the disk as Azure wants it: whole MiB.
 *
 * @throws Failure AZU072 for one that Azure does not take
 */
export function getVirtualSize(bytes: number): number {
  const size = Math.ceil(bytes / MIB) * MIB;
  if (size <= largest) return size;
  throw new Failure(
    problem('AZU072', {
      detail: `The disk has ${Math.ceil(bytes / GIB)} GiB; Azure starts machines from at most 1,023 GiB.`,
      hint: 'Give the disk another size ("diskSize" in destinations.json).',
    }),
  );
}

/** Fields of the footer by where they stand. Source: Microsoft's "Virtual Hard Disk Image Format Specification", 1.0. */
const fields = {
  cookie: 0,
  features: 8,
  formatVersion: 12,
  dataOffset: 16,
  creatorApplication: 28,
  creatorVersion: 32,
  creatorHost: 36,
  originalSize: 40,
  currentSize: 48,
  cylinders: 56,
  heads: 58,
  sectorsPerTrack: 59,
  diskType: 60,
  checksum: 64,
  uniqueId: 68,
} as const;

const idSize = 16;
/** A bit of the features that is always set. */
const reserved = 2;
const version = 0x00010000;
const noOffset = 0xffff_ffff_ffff_ffffn;
const fixedDisk = 2;
/** QEMU's own sign of a disk whose stated size holds: of creators that it does not know, it takes the geometry's, which is less. */
const creator = 'qem2';

/**
 * The footer of a fixed VHD. The same disk has the same footer: it holds no time, and its id follows from the content.
 *
 * @param size whole MiB
 * @param identity any text that stands for what is on the disk
 */
export function makeFooter(size: number, identity: string): Buffer {
  const footer = Buffer.alloc(footerSize);
  footer.write('conectix', fields.cookie, 'latin1');
  footer.writeUInt32BE(reserved, fields.features);
  footer.writeUInt32BE(version, fields.formatVersion);
  footer.writeBigUInt64BE(noOffset, fields.dataOffset);
  footer.write(creator, fields.creatorApplication, 'latin1');
  footer.writeUInt32BE(version, fields.creatorVersion);
  footer.write('Wi2k', fields.creatorHost, 'latin1');
  footer.writeBigUInt64BE(BigInt(size), fields.originalSize);
  footer.writeBigUInt64BE(BigInt(size), fields.currentSize);
  const { cylinders, heads, sectors } = getGeometry(size / sectorSize);
  footer.writeUInt16BE(cylinders, fields.cylinders);
  footer.writeUInt8(heads, fields.heads);
  footer.writeUInt8(sectors, fields.sectorsPerTrack);
  footer.writeUInt32BE(fixedDisk, fields.diskType);
  createHash('sha256').update(identity).digest().copy(footer, fields.uniqueId, 0, idSize);
  footer.writeUInt32BE(getChecksum(footer), fields.checksum);
  return footer;
}

/** One's complement of the sum of all bytes but its own, which are zero while it is made. */
function getChecksum(footer: Buffer): number {
  return ~footer.reduce((sum, byte) => sum + byte, 0) >>> 0;
}

interface Geometry {
  readonly cylinders: number;
  readonly heads: number;
  readonly sectors: number;
}

const mostCylinders = 65535;
const cylindersOfBios = 1024;

/** Heads and sectors of a disk of long ago, as the specification's appendix makes them up from its size. */
function getGeometry(all: number): Geometry {
  if (all >= mostCylinders * 16 * 63) {
    const capped = Math.min(all, mostCylinders * 16 * 255);
    return { cylinders: Math.floor(capped / 255 / 16), heads: 16, sectors: 255 };
  }
  const small = makeGeometry(all, 17);
  if (small) return small;
  return makeGeometry(all, 31, 16) ?? { cylinders: Math.floor(all / 63 / 16), heads: 16, sectors: 63 };
}

/** Undefined when the disk needs more cylinders or heads than there may be. */
function makeGeometry(all: number, sectors: number, given?: number): Geometry | undefined {
  const tracks = Math.floor(all / sectors);
  const heads = given ?? Math.max(4, Math.ceil(tracks / cylindersOfBios));
  if (heads > 16 || tracks >= heads * cylindersOfBios) return undefined;
  return { cylinders: Math.floor(tracks / heads), heads, sectors };
}
