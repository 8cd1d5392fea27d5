import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { type ByteSource, openByteSource } from './byte-source';
import { showByteText, type TarEntry, type TarItem, type TarType } from './entry';
import { blockSize, isZeroBlock, type RawHeader, readHeader } from './header';
import { type PaxRecords, readPaxRecords } from './pax';

/** Member types that stand for things in a file system. */
const types: Readonly<Record<string, TarType>> = {
  '0': 'file',
  '7': 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '3': 'character',
  '4': 'block',
  '5': 'directory',
  '6': 'fifo',
};

/** Types that are refused, by what they are. */
const refused: Readonly<Record<string, string>> = {
  D: "a folder listing of GNU tar's incremental backups",
  M: 'the rest of a file from another volume',
  S: "a sparse file in GNU tar's old form",
};

/** What members before an entry say about it. */
interface Ahead {
  readonly global: PaxRecords;
  readonly local: PaxRecords;
}

const noRecords: PaxRecords = new Map();
/** No honest archive has larger ones; the kernel's limit of one value is 64 KiB. */
const recordLimit = 16 * 2 ** 20;

/**
 * Reads an archive (POSIX ustar, pax, GNU long names) as a stream in constant memory. Reads its source to the end, past
 * the end mark of the archive. Fails with LAY020 when it is damaged or cut off, LAY021 for members it cannot express.
 */
export async function* readTar(stream: AsyncIterable<Uint8Array>): AsyncGenerator<TarItem> {
  const source = openByteSource(stream);
  try {
    yield* readMembers(source);
    await source.drain();
  } finally {
    await source.close();
  }
}

async function* readMembers(source: ByteSource): AsyncGenerator<TarItem> {
  let ahead: Ahead = { global: noRecords, local: noRecords };
  for (;;) {
    const header = await readNextHeader(source);
    if (header === undefined) return;
    const more = await readAhead(source, header, ahead);
    if (more !== undefined) {
      ahead = more;
      continue;
    }
    const entry = makeTarEntry(header, merge(ahead));
    ahead = { global: ahead.global, local: noRecords };
    if (entry === undefined) await skip(source, header.size);
    else yield* readMember(source, entry);
  }
}

function merge({ global, local }: Ahead): PaxRecords {
  return global.size === 0 ? local : new Map([...global, ...local]);
}

/** Archives without an end mark exist and are taken, as GNU tar takes them. */
async function readNextHeader(source: ByteSource): Promise<RawHeader | undefined> {
  const block = await source.take(blockSize);
  if (block === undefined || isZeroBlock(block)) return undefined;
  if (block.length < blockSize) throw damaged('It ends within a header.');
  const header = readHeader(block);
  if (header === undefined) throw damaged('The checksum of a header is wrong.');
  return header;
}

/** Takes members that only say something about a later one; undefined when the header is of another kind. */
async function readAhead(source: ByteSource, header: RawHeader, ahead: Ahead): Promise<Ahead | undefined> {
  switch (header.type) {
    case 'x':
    case 'X':
      return { ...ahead, local: new Map([...ahead.local, ...(await readRecords(source, header))]) };
    case 'g':
      return { ...ahead, global: new Map([...ahead.global, ...(await readRecords(source, header))]) };
    case 'L':
      return { ...ahead, local: new Map([...ahead.local, ['path', await readLongName(source, header)]]) };
    case 'K':
      return { ...ahead, local: new Map([...ahead.local, ['linkpath', await readLongName(source, header)]]) };
    default:
      return undefined;
  }
}

async function readRecords(source: ByteSource, header: RawHeader): Promise<PaxRecords> {
  const records = readPaxRecords(await readSmall(source, header));
  if (records === undefined) throw damaged('An extended header is malformed.');
  return records;
}

async function readLongName(source: ByteSource, header: RawHeader): Promise<string> {
  const text = (await readSmall(source, header)).toString('latin1');
  return text.split('\0', 1)[0] as string;
}

async function readSmall(source: ByteSource, header: RawHeader): Promise<Buffer> {
  if (header.size > recordLimit) throw damaged(`An extended header claims ${header.size} bytes.`);
  const padded = pad(header.size);
  const content = padded === 0 ? Buffer.alloc(0) : await source.take(padded);
  if (content === undefined || content.length < padded) throw damaged('It ends within an extended header.');
  return content.subarray(0, header.size);
}

async function* readMember(source: ByteSource, entry: TarEntry): AsyncGenerator<TarItem> {
  yield { kind: 'entry', entry };
  let left = entry.size;
  while (left > 0) {
    const bytes = await source.some(left);
    if (bytes === undefined) throw damaged(`It ends within ${showByteText(entry.path)}.`);
    left -= bytes.length;
    yield { kind: 'data', bytes };
  }
  await skip(source, pad(entry.size) - entry.size, true);
}

async function skip(source: ByteSource, size: number, exact = false): Promise<void> {
  let left = exact ? size : pad(size);
  while (left > 0) {
    const bytes = await source.some(left);
    if (bytes === undefined) throw damaged('It ends within a member.');
    left -= bytes.length;
  }
}

/** Undefined for members that mean nothing in a file system, such as a volume's label. */
function makeTarEntry(header: RawHeader, records: PaxRecords): TarEntry | undefined {
  const rawPath = records.get('GNU.sparse.name') || records.get('path') || header.name;
  if (header.type === 'V') return undefined;
  const what = refused[header.type];
  if (what !== undefined) throw unsupported(rawPath, what);
  // Unknown types are to be read as files (POSIX); a file whose name ends in a slash is a folder of the oldest archives.
  const known = types[header.type] ?? 'file';
  const type = known === 'file' && rawPath.endsWith('/') ? 'directory' : known;
  const size = type === 'file' ? getNumber(records, 'size', header.size) : 0;
  return {
    type,
    path: trimPath(rawPath),
    mode: header.mode & 0o7777,
    uid: getNumber(records, 'uid', header.uid),
    gid: getNumber(records, 'gid', header.gid),
    size,
    mtime: Math.floor(getNumber(records, 'mtime', header.mtime)),
    link: getLink(type, records.get('linkpath') || header.link),
    major: type === 'character' || type === 'block' ? header.major : 0,
    minor: type === 'character' || type === 'block' ? header.minor : 0,
    ...splitRecords(records),
  };
}

function getNumber(records: PaxRecords, key: string, fallback: number): number {
  const text = records.get(key);
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isFinite(value)) throw damaged(`An extended header says ${key}=${showByteText(text)}.`);
  return value;
}

const xattrPrefix = 'SCHILY.xattr.';

const plain = { xattrs: noRecords, extra: noRecords };

/** `uname`, `atime`, `comment` and the like are not kept: a layer has numeric owners and one time per file. */
function splitRecords(records: PaxRecords): Pick<TarEntry, 'xattrs' | 'extra'> {
  if (records.size === 0) return plain;
  const xattrs = new Map<string, string>();
  const extra = new Map<string, string>();
  for (const [key, value] of records) {
    if (key.startsWith(xattrPrefix)) xattrs.set(key.slice(xattrPrefix.length), value);
    else if (key.startsWith('GNU.sparse.')) extra.set(key, value);
  }
  return { xattrs, extra };
}

/** A hard link names another member; the text of a symlink is its own affair. */
function getLink(type: TarType, text: string): string {
  if (type === 'hardlink') return trimPath(text);
  return type === 'symlink' ? text : '';
}

/** Takes off `./` and `/` in front, `/` behind and empty or `.` steps between. */
function trimPath(path: string): string {
  const start = path.startsWith('./') ? 2 : 0;
  const end = path.endsWith('/') ? path.length - 1 : path.length;
  const text = path.slice(start, Math.max(start, end));
  if (!/^[./]|\/$|\/\.?\//.test(text)) return text;
  return text
    .split('/')
    .filter((name) => name !== '' && name !== '.')
    .join('/');
}

function pad(size: number): number {
  return Math.ceil(size / blockSize) * blockSize;
}

function damaged(reason: string): Failure {
  return new Failure(
    problem('LAY020', {
      detail: `The tar archive cannot be read. ${reason}`,
      hint: 'Fetch or make the archive again.',
    }),
  );
}

function unsupported(path: string, what: string): Failure {
  return new Failure(
    problem('LAY021', {
      detail: `${showByteText(path)} is ${what}, which a layer cannot hold.`,
      hint: 'Make the archive again with `tar --format=posix`, without --sparse, --listed-incremental or --multi-volume.',
    }),
  );
}
