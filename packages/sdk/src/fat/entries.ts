import type { ShortName } from './names';

const ATTRIBUTES = { label: 0x08, folder: 0x10, file: 0x20 } as const;

/** A file, folder or label as its folder lists it. */
export interface Entry {
  readonly name: string;
  readonly short: ShortName;
  readonly kind: keyof typeof ATTRIBUTES;
  /** Where it begins; 0 for what is empty, and for the root. */
  readonly cluster: number;
  /** Bytes; 0 for folders and labels. */
  readonly size: number;
}

/** Bytes of an entry. */
export const ENTRY = 32;

const LONG_NAME_ATTRIBUTE = 0x0f;

/** Units of UTF-16 in one entry of a long name, and where they lie. */
const UNITS = 13;
const UNIT_PLACES = [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30];
const LAST = 0x40;
const FILLER = 0xffff;

/** How many entries a name takes. */
export function countEntries(name: string, { isWhole }: ShortName): number {
  return 1 + (isWhole ? 0 : Math.ceil(name.length / UNITS));
}

/** The entries of one file, the pieces of its long name first, from the last to the first. */
export function encodeEntry(entry: Entry, time: FatTime): Buffer {
  const pieces = entry.short.isWhole ? [] : encodeLongName(entry.name, entry.short.letters);
  return Buffer.concat([...pieces, encodeShort(entry, time)]);
}

function encodeShort({ short, kind, cluster, size }: Entry, { date, time }: FatTime): Buffer {
  const bytes = Buffer.alloc(ENTRY);
  bytes.write(short.letters, 0, 'latin1');
  bytes.writeUInt8(ATTRIBUTES[kind], 11);
  // Made, read and written at the same moment.
  bytes.writeUInt16LE(time, 14);
  bytes.writeUInt16LE(date, 16);
  bytes.writeUInt16LE(date, 18);
  bytes.writeUInt16LE(cluster >>> 16, 20);
  bytes.writeUInt16LE(time, 22);
  bytes.writeUInt16LE(date, 24);
  bytes.writeUInt16LE(cluster & 0xffff, 26);
  bytes.writeUInt32LE(size, 28);
  return bytes;
}

function encodeLongName(name: string, letters: string): readonly Buffer[] {
  const count = Math.ceil(name.length / UNITS);
  const sum = getChecksum(letters);
  return Array.from({ length: count }, (_, index) => {
    const number = count - index;
    const bytes = Buffer.alloc(ENTRY);
    bytes.writeUInt8(number === count ? number | LAST : number, 0);
    bytes.writeUInt8(LONG_NAME_ATTRIBUTE, 11);
    bytes.writeUInt8(sum, 13);
    const start = (number - 1) * UNITS;
    for (const [unit, place] of UNIT_PLACES.entries())
      bytes.writeUInt16LE(getUnit(name, start + unit), place);
    return bytes;
  });
}

/** One zero ends the name, where there is room for it. */
function getUnit(name: string, index: number): number {
  if (index < name.length) return name.charCodeAt(index);
  return index === name.length ? 0 : FILLER;
}

/** Ties a long name to its short one. */
function getChecksum(letters: string): number {
  return Buffer.from(letters, 'latin1').reduce(
    (sum, byte) => (((sum & 1) << 7) + (sum >> 1) + byte) & 0xff,
    0,
  );
}

/** A moment in the two numbers of FAT, which has no zone: it is taken as UTC. */
export interface FatTime {
  readonly date: number;
  readonly time: number;
}

const FIRST_YEAR = 1980;
const LAST_YEAR = 2107;

/** @param seconds since 1970. What lies outside of 1980 to 2107 becomes the beginning or the end of those years */
export function toFatTime(seconds: number): FatTime {
  const earliest = Date.UTC(FIRST_YEAR, 0, 1);
  const latest = Date.UTC(LAST_YEAR, 11, 31, 23, 59, 58);
  const moment = new Date(Math.min(latest, Math.max(earliest, seconds * 1000)));
  const years = moment.getUTCFullYear() - FIRST_YEAR;
  return {
    date: (years << 9) | ((moment.getUTCMonth() + 1) << 5) | moment.getUTCDate(),
    time: (moment.getUTCHours() << 11) | (moment.getUTCMinutes() << 5) | (moment.getUTCSeconds() >> 1),
  };
}
