import { SECTOR } from '../sizes';

/** Bytes that a folder spends on each thing in it. */
const entrySize = 32;

const attributes = { volume: 0x08, directory: 0x10, file: 0x20 } as const;

export interface DirectoryEntry {
  /** Eight characters and three, or fewer; in capitals. */
  readonly name: string;
  readonly kind: keyof typeof attributes;
  /** First cluster of what it holds; 0 for none. */
  readonly cluster: number;
  /** Bytes; 0 for folders. */
  readonly size: number;
}

/** Bytes that a folder of so many entries takes: one of zeros more tells where they end. */
export function getDirectorySize(entries: number): number {
  return Math.ceil(((entries + 1) * entrySize) / SECTOR) * SECTOR;
}

/** A folder as a FAT file system holds it. `time` is in seconds since the epoch. */
export function encodeDirectory(entries: readonly DirectoryEntry[], time: number): Buffer {
  const bytes = Buffer.alloc(getDirectorySize(entries.length));
  entries.forEach((entry, index) => {
    encodeEntry(entry, time).copy(bytes, index * entrySize);
  });
  return bytes;
}

function encodeEntry({ name, kind, cluster, size }: DirectoryEntry, time: number): Buffer {
  const bytes = Buffer.alloc(entrySize);
  bytes.write(kind === 'volume' ? name.padEnd(11) : encodeName(name), 0, 'latin1');
  bytes.writeUInt8(attributes[kind], 11);
  const { day, clock } = encodeTime(time);
  for (const offset of [14, 22]) bytes.writeUInt16LE(clock, offset);
  for (const offset of [16, 18, 24]) bytes.writeUInt16LE(day, offset);
  bytes.writeUInt16LE(cluster >>> 16, 20);
  bytes.writeUInt16LE(cluster & 0xffff, 26);
  bytes.writeUInt32LE(size, 28);
  return bytes;
}

/** Names are written as every FAT knows them, without the entries for longer ones. */
function encodeName(name: string): string {
  if (name === '.' || name === '..') return name.padEnd(11);
  const match = /^([A-Z0-9_-]{1,8})(?:\.([A-Z0-9_-]{1,3}))?$/.exec(name);
  if (!match) throw new Error(`${JSON.stringify(name)} is no short name of FAT`);
  return (match[1] as string).padEnd(8) + (match[2] ?? '').padEnd(3);
}

/** Days since 1980 and steps of two seconds, packed into two numbers of 16 bits. */
function encodeTime(seconds: number): { readonly day: number; readonly clock: number } {
  const date = new Date(seconds * 1000);
  const year = date.getUTCFullYear() - 1980;
  return {
    day: (year << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate(),
    clock: (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1),
  };
}
