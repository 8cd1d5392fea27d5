import type { ByteText } from './entry';
import { type Field, readNumber, writeOctal } from './number-field';

/** Archives are made of blocks of this many bytes. */
export const blockSize = 512;

/** Fields of a POSIX ustar header (IEEE Std 1003.1, pax, "ustar Interchange Format"). */
const fields = {
  name: { start: 0, length: 100 },
  mode: { start: 100, length: 8 },
  uid: { start: 108, length: 8 },
  gid: { start: 116, length: 8 },
  size: { start: 124, length: 12 },
  mtime: { start: 136, length: 12 },
  checksum: { start: 148, length: 8 },
  type: { start: 156, length: 1 },
  link: { start: 157, length: 100 },
  magic: { start: 257, length: 8 },
  major: { start: 329, length: 8 },
  minor: { start: 337, length: 8 },
  prefix: { start: 345, length: 155 },
} as const satisfies Record<string, Field>;

const checksumStart = fields.checksum.start;
const checksumEnd = checksumStart + fields.checksum.length;

export const fieldLengths = {
  name: fields.name.length,
  link: fields.link.length,
  id: fields.uid.length,
  size: fields.size.length,
  mtime: fields.mtime.length,
} as const;

/** A header as it stands in its block, before extended records are applied. */
export interface RawHeader {
  readonly name: ByteText;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtime: number;
  /** One character; a NUL of old archives is given as `0`. */
  readonly type: string;
  readonly link: ByteText;
  readonly major: number;
  readonly minor: number;
}

/** Reads a header block; undefined when its checksum or a number in it is wrong. */
export function readHeader(block: Buffer): RawHeader | undefined {
  if (!hasRightChecksum(block)) return undefined;
  const mode = readNumber(block, fields.mode);
  const uid = readNumber(block, fields.uid);
  const gid = readNumber(block, fields.gid);
  const size = readNumber(block, fields.size);
  const mtime = readNumber(block, fields.mtime);
  if (mode === undefined || uid === undefined || gid === undefined) return undefined;
  if (mtime === undefined || size === undefined || size < 0) return undefined;
  return {
    name: readName(block),
    mode,
    uid,
    gid,
    size,
    mtime,
    type: String.fromCharCode(block[fields.type.start] || 0x30),
    link: readText(block, fields.link),
    major: readNumber(block, fields.major) ?? 0,
    minor: readNumber(block, fields.minor) ?? 0,
  };
}

/** Only POSIX archives have a prefix; GNU's old format keeps times in its place. */
function readName(block: Buffer): ByteText {
  const name = readText(block, fields.name);
  const posix = block.toString('latin1', fields.magic.start, fields.magic.start + 6) === 'ustar\0';
  const prefix = posix ? readText(block, fields.prefix) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

function readText(block: Buffer, field: Field): ByteText {
  const limit = field.start + field.length;
  let end = field.start;
  while (end < limit && block[end] !== 0) end++;
  return end === field.start ? '' : block.toString('latin1', field.start, end);
}

/** Makes a header block. Names must fit their fields and numbers theirs: what does not belongs in extended records. */
export function makeHeader(header: RawHeader): Buffer {
  const block = Buffer.alloc(blockSize);
  block.write(header.name, fields.name.start, 'latin1');
  writeOctal(block, header.mode, fields.mode);
  writeOctal(block, header.uid, fields.uid);
  writeOctal(block, header.gid, fields.gid);
  writeOctal(block, header.size, fields.size);
  writeOctal(block, header.mtime, fields.mtime);
  block.write(header.type, fields.type.start, 'latin1');
  block.write(header.link, fields.link.start, 'latin1');
  block.write('ustar\x0000', fields.magic.start, 'latin1');
  writeOctal(block, header.major, fields.major);
  writeOctal(block, header.minor, fields.minor);
  const sum = getChecksum(block).unsigned;
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, fields.checksum.start, 'latin1');
  return block;
}

/** Some old programs added up signed bytes, so both sums are right. */
function hasRightChecksum(block: Buffer): boolean {
  const stored = readNumber(block, fields.checksum);
  const { unsigned, signed } = getChecksum(block);
  return stored === unsigned || stored === signed;
}

const space = 0x20;

function getChecksum(block: Buffer): { readonly unsigned: number; readonly signed: number } {
  // The field itself counts as spaces.
  let unsigned = space * (checksumEnd - checksumStart);
  let high = 0;
  for (let at = 0; at < blockSize; at++) {
    if (at === checksumStart) at = checksumEnd;
    const byte = block[at] as number;
    unsigned += byte;
    high += byte >> 7;
  }
  return { unsigned, signed: unsigned - 256 * high };
}

export function isZeroBlock(block: Buffer): boolean {
  return block[0] === 0 && block.every((byte) => byte === 0);
}
