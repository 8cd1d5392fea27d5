import type { TarEntry, TarItem, TarType } from './entry';
import { blockSize, fieldLengths, makeHeader, type RawHeader } from './header';
import { getOctalLimit } from './number-field';
import { makePaxRecords, type PaxRecords } from './pax';

const typeFlags: Readonly<Record<TarType, string>> = {
  file: '0',
  hardlink: '1',
  symlink: '2',
  character: '3',
  block: '4',
  directory: '5',
  fifo: '6',
};

/** Small pieces are put together until they add up to this: fewer, larger writes to pipes and digests. */
const flushSize = 2 ** 16;
/** What is larger than this goes on by itself: putting it together with others would mean to copy it. */
const largePiece = 2 ** 14;
const noBytes: Buffer = Buffer.alloc(0);

/**
 * Writes an archive in POSIX form. The same items give the same bytes: numeric owners, no names of users, no access or
 * change times, extended records only where a header cannot say it.
 */
export async function* writeTar(items: AsyncIterable<TarItem>): AsyncGenerator<Buffer> {
  const batch = startBatch();
  let missing = 0;
  let padding = noBytes;
  for await (const item of items) {
    if (item.kind === 'entry') {
      assertComplete(missing);
      missing = item.entry.size;
      padding = getPadding(missing);
      for (const block of makeBlocks(item.entry)) batch.add(block);
    } else {
      missing -= item.bytes.length;
      if (item.bytes.length < largePiece) batch.add(item.bytes);
      else {
        if (batch.size() > 0) yield batch.take();
        yield item.bytes;
      }
    }
    if (missing === 0 && padding.length > 0) {
      batch.add(padding);
      padding = noBytes;
    }
    if (batch.size() >= flushSize) yield batch.take();
  }
  assertComplete(missing);
  batch.add(Buffer.alloc(2 * blockSize));
  yield batch.take();
}

interface Batch {
  add(bytes: Buffer): void;
  size(): number;
  take(): Buffer;
}

function startBatch(): Batch {
  let pieces: Buffer[] = [];
  let size = 0;
  return {
    add: (bytes) => {
      pieces.push(bytes);
      size += bytes.length;
    },
    size: () => size,
    take: () => {
      const whole = pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces, size);
      pieces = [];
      size = 0;
      return whole;
    },
  };
}

/** Data that does not match its header would shift everything after it. */
function assertComplete(missing: number): void {
  if (missing !== 0) throw new Error(`${missing} bytes of a tar member are missing`);
}

/** The header of an entry, preceded by its extended header where it needs one. */
export function makeBlocks(entry: TarEntry): readonly Buffer[] {
  const records = getPaxRecords(entry);
  const header = makeHeader(getRawHeader(entry));
  if (records.size === 0) return [header];
  const content = makePaxRecords(records);
  return [makeHeader(getPaxHeader(entry, content.length)), content, getPadding(content.length), header];
}

const zeros = Buffer.alloc(blockSize);

/** Bytes up to the next whole block. */
export function getPadding(size: number): Buffer {
  return zeros.subarray(0, (blockSize - (size % blockSize)) % blockSize);
}

const idLimit = getOctalLimit(fieldLengths.id);
const sizeLimit = getOctalLimit(fieldLengths.size);
const timeLimit = getOctalLimit(fieldLengths.mtime);

function getPaxRecords(entry: TarEntry): PaxRecords {
  const records = new Map(entry.extra);
  const path = getPath(entry);
  if (path.length > fieldLengths.name) records.set('path', path);
  if (entry.link.length > fieldLengths.link) records.set('linkpath', entry.link);
  if (entry.size > sizeLimit) records.set('size', String(entry.size));
  if (entry.uid > idLimit) records.set('uid', String(entry.uid));
  if (entry.gid > idLimit) records.set('gid', String(entry.gid));
  if (entry.mtime > timeLimit || entry.mtime < 0) records.set('mtime', String(entry.mtime));
  for (const [name, value] of entry.xattrs) records.set(`SCHILY.xattr.${name}`, value);
  return records;
}

/** What does not fit is 0 or cut off here and whole in the extended records. */
function getRawHeader(entry: TarEntry): RawHeader {
  return {
    name: getPath(entry).slice(0, fieldLengths.name),
    mode: entry.mode,
    uid: limit(entry.uid, idLimit),
    gid: limit(entry.gid, idLimit),
    size: limit(entry.size, sizeLimit),
    mtime: limit(entry.mtime, timeLimit),
    type: typeFlags[entry.type],
    link: entry.link.slice(0, fieldLengths.link),
    major: entry.major,
    minor: entry.minor,
  };
}

function limit(value: number, most: number): number {
  return value < 0 || value > most ? 0 : value;
}

function getPath(entry: TarEntry): string {
  if (entry.path === '') return './';
  return entry.type === 'directory' ? `${entry.path}/` : entry.path;
}

function getPaxHeader(entry: TarEntry, size: number): RawHeader {
  const name = entry.path.slice(entry.path.lastIndexOf('/') + 1);
  return {
    name: `PaxHeaders/${name}`.slice(0, fieldLengths.name),
    mode: 0o644,
    uid: 0,
    gid: 0,
    size,
    mtime: 0,
    type: 'x',
    link: '',
    major: 0,
    minor: 0,
  };
}
