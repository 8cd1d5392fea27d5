import type { TreeEntry } from './tree-entry';

export const BLOCK = 512;

/* Places and lengths of a header's fields, as POSIX's ustar has them. */
const nameLength = 100;
const fields = {
  name: { at: 0, length: nameLength },
  mode: { at: 100, length: 8 },
  user: { at: 108, length: 8 },
  group: { at: 116, length: 8 },
  size: { at: 124, length: 12 },
  seconds: { at: 136, length: 12 },
  sum: { at: 148, length: 8 },
  type: { at: 156, length: 1 },
  target: { at: 157, length: nameLength },
  magic: { at: 257, length: 8 },
} as const;

const types = { file: '0', link: '2', folder: '5' } as const;
const LONG_NAME = 'L';
const LONG_TARGET = 'K';
/** GNU's, which every tar reads; names that are too long for POSIX's are what it is needed for. */
const magic = 'ustar  \0';

/**
 * Header of one entry. Names that are too long for it go ahead in GNU's form, not in pax's: busybox reads the first and
 * passes over the second.
 */
export function getTarHeader(entry: TreeEntry): Buffer {
  const name = Buffer.from(`./${entry.path}${entry.kind === 'folder' && entry.path ? '/' : ''}`);
  const target = Buffer.from(entry.kind === 'link' ? entry.target : '');
  return Buffer.concat([
    ...(name.length > nameLength ? [getLongText(LONG_NAME, name)] : []),
    ...(target.length > nameLength ? [getLongText(LONG_TARGET, target)] : []),
    getBlock({
      name,
      target,
      type: types[entry.kind],
      mode: entry.mode,
      seconds: entry.seconds,
      size: entry.kind === 'file' ? entry.size : 0,
    }),
  ]);
}

/** What ends an archive. */
export const tarEnd = Buffer.alloc(2 * BLOCK);

/** Zeros that fill a file's last block. */
export function getPadding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

function getLongText(type: string, text: Buffer): Buffer {
  const content = Buffer.concat([text, Buffer.alloc(1)]);
  const name = Buffer.from('././@LongLink');
  const header = getBlock({
    name,
    target: Buffer.alloc(0),
    type,
    mode: 0,
    seconds: 0,
    size: content.length,
  });
  return Buffer.concat([header, content, getPadding(content.length)]);
}

interface Block {
  readonly name: Buffer;
  readonly target: Buffer;
  readonly type: string;
  readonly mode: number;
  readonly seconds: number;
  readonly size: number;
}

/** Owner and group are 0: who unpacks gets everything as its own. */
function getBlock({ name, target, type, mode, seconds, size }: Block): Buffer {
  const block = Buffer.alloc(BLOCK);
  name.copy(block, fields.name.at, 0, nameLength);
  target.copy(block, fields.target.at, 0, nameLength);
  for (const [field, value] of [
    [fields.mode, mode],
    [fields.user, 0],
    [fields.group, 0],
    [fields.size, size],
    [fields.seconds, seconds],
  ] as const)
    writeNumber(block, field, value);
  block.write(type, fields.type.at);
  block.write(magic, fields.magic.at, 'latin1');
  block.fill(' ', fields.sum.at, fields.sum.at + fields.sum.length);
  let sum = 0;
  for (const byte of block) sum += byte;
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, fields.sum.at);
  return block;
}

const GNU_BINARY = 0x80;

/** In octal digits; what is too large for them (8 GiB) as GNU writes it, in binary. */
function writeNumber(block: Buffer, { at, length }: { at: number; length: number }, value: number): void {
  const digits = value.toString(8);
  if (digits.length < length) {
    block.write(`${digits.padStart(length - 1, '0')}\0`, at);
    return;
  }
  block.writeBigUInt64BE(BigInt(value), at + length - 8);
  block[at] = GNU_BINARY;
}
