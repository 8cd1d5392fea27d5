import type { ByteText, TarEntry } from '../../tar';
import { toDiskAcl } from './acl';
import { crc32c, crcNumbers } from './crc32c';
import { attributesStart } from './inode';
import { notPossible } from './problems';
import { blockSize, inodeSize } from './superblock';

/**
 * Extended attributes (Documentation/filesystems/ext4, attributes.rst): small ones behind the fields of the inode, the
 * rest in one block. Both are lists of entries from the front and of values from the back.
 */
interface Attribute {
  /** Stands for the first part of the name. */
  readonly prefix: number;
  readonly name: ByteText;
  readonly value: Buffer;
}

const prefixes: readonly { readonly prefix: number; readonly text: string; readonly whole: boolean }[] = [
  { prefix: 1, text: 'user.', whole: false },
  { prefix: 2, text: 'system.posix_acl_access', whole: true },
  { prefix: 3, text: 'system.posix_acl_default', whole: true },
  { prefix: 6, text: 'security.', whole: false },
];

const entry = { nameLength: 0, prefix: 1, valueAt: 2, valueSize: 8, hash: 12, name: 16 } as const;
const magic = 0xea020000;
const magicSize = 4;
/** Four zeros behind the last entry. */
const endSize = 4;
const block = { headerSize: 32, magic: 0, references: 4, blocks: 8, hash: 12, checksum: 16 } as const;
const longestName = 255;

const inodeRoom = inodeSize - attributesStart - magicSize - endSize;
const blockRoom = blockSize - block.headerSize - endSize;

/** How attributes are shared out between an inode and its block. */
export interface PlacedAttributes {
  readonly inInode: readonly Attribute[];
  readonly inBlock: readonly Attribute[];
}

/** Finds places for an entry's attributes. Fails with LAY044 when they are too large or cannot be named. */
export function placeAttributes({ path, xattrs }: Pick<TarEntry, 'path' | 'xattrs'>): PlacedAttributes {
  if (xattrs.size === 0) return { inInode: [], inBlock: [] };
  const attributes = [...xattrs].map(([name, value]) => makeAttribute(path, name, value)).sort(compare);
  const inInode: Attribute[] = [];
  const inBlock: Attribute[] = [];
  let left = inodeRoom;
  for (const attribute of attributes) {
    const size = getSpace(attribute);
    if (size <= left) {
      left -= size;
      inInode.push(attribute);
    } else inBlock.push(attribute);
  }
  const needed = inBlock.reduce((sum, attribute) => sum + getSpace(attribute), 0);
  if (needed <= blockRoom) return { inInode, inBlock };
  throw notPossible(
    path,
    `its extended attributes need ${needed} bytes beside the inode, where ${blockRoom} are.`,
    'Remove some of its extended attributes in the step that makes it.',
  );
}

function makeAttribute(path: ByteText, text: ByteText, value: ByteText): Attribute {
  const bytes = Buffer.from(value, 'latin1');
  const found = prefixes.find(({ text: prefix, whole }) =>
    whole ? text === prefix : text.startsWith(prefix),
  );
  const name = found === undefined ? '' : text.slice(found.text.length);
  if (found === undefined || name.length > longestName || (name === '') !== found.whole)
    throw notPossible(
      path,
      `there is no extended attribute ${JSON.stringify(text)}.`,
      'Remove it in the step that sets it.',
    );
  const stored = found.whole ? toDiskAcl(bytes) : bytes;
  if (stored === undefined)
    throw notPossible(
      path,
      `its access control list (${text}) is malformed.`,
      'Set it again with `setfacl`.',
    );
  return { prefix: found.prefix, name, value: stored };
}

/** Kernels stop looking where the order says that nothing can follow. */
function compare(a: Attribute, b: Attribute): number {
  return a.prefix - b.prefix || a.name.length - b.name.length || (a.name < b.name ? -1 : 1);
}

function getSpace({ name, value }: Attribute): number {
  return getEntrySize(name) + align(value.length);
}

function getEntrySize(name: ByteText): number {
  return align(entry.name + name.length);
}

function align(size: number): number {
  return Math.ceil(size / 4) * 4;
}

/** Puts attributes behind the fields of an inode, in place of those that are there. */
export function writeInodeAttributes(inode: Buffer, attributes: readonly Attribute[]): void {
  const bytes = inode.subarray(attributesStart);
  bytes.fill(0);
  if (attributes.length === 0) return;
  bytes.writeUInt32LE(magic);
  // Values are counted from the first entry on; hashes are not looked at here.
  writeList(bytes.subarray(magicSize), { attributes, start: 0, hashed: false });
}

/** Fills the block of attributes of an inode. */
export function writeAttributeBlock(
  bytes: Buffer,
  attributes: readonly Attribute[],
  { seed, number }: { readonly seed: number; readonly number: number },
): void {
  bytes.fill(0);
  bytes.writeUInt32LE(magic, block.magic);
  bytes.writeUInt32LE(1, block.references);
  bytes.writeUInt32LE(1, block.blocks);
  const hashes = writeList(bytes, { attributes, start: block.headerSize, hashed: true });
  bytes.writeUInt32LE(joinHashes(hashes), block.hash);
  bytes.writeUInt32LE(
    crc32c(crcNumbers(seed, number % 2 ** 32, Math.floor(number / 2 ** 32)), bytes),
    block.checksum,
  );
}

interface List {
  readonly attributes: readonly Attribute[];
  readonly start: number;
  readonly hashed: boolean;
}

function writeList(bytes: Buffer, { attributes, start, hashed }: List): readonly number[] {
  let at = start;
  let end = bytes.length;
  return attributes.map((attribute) => {
    const { prefix, name, value } = attribute;
    end -= align(value.length);
    value.copy(bytes, end);
    const hash = hashed ? getHash(attribute) : 0;
    bytes.writeUInt8(name.length, at + entry.nameLength);
    bytes.writeUInt8(prefix, at + entry.prefix);
    bytes.writeUInt16LE(value.length === 0 ? 0 : end, at + entry.valueAt);
    bytes.writeUInt32LE(value.length, at + entry.valueSize);
    bytes.writeUInt32LE(hash, at + entry.hash);
    bytes.write(name, at + entry.name, 'latin1');
    at += getEntrySize(name);
    return hash;
  });
}

/** By which kernels find equal attributes (Linux, fs/ext4/xattr.c, ext4_xattr_hash_entry). */
function getHash({ name, value }: Attribute): number {
  const named = [...Buffer.from(name, 'latin1')].reduce((hash, byte) => rotate(hash, 5) ^ byte, 0);
  const padded = Buffer.alloc(align(value.length));
  value.copy(padded);
  let hash = named;
  for (let at = 0; at < padded.length; at += 4) hash = rotate(hash, 16) ^ padded.readUInt32LE(at);
  return hash >>> 0;
}

function joinHashes(hashes: readonly number[]): number {
  if (hashes.includes(0)) return 0;
  return hashes.reduce((sum, hash) => rotate(sum, 16) ^ hash, 0) >>> 0;
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
