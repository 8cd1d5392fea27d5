import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { showByteText, type TarEntry, type TarType } from './entry';
import type { RawHeader } from './header';
import type { PaxRecords } from './pax';
import { damagedArchive } from './problems';

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

/** Undefined for members that mean nothing in a file system, such as a volume's label. */
export function makeTarEntry(header: RawHeader, records: PaxRecords): TarEntry | undefined {
  const rawPath = records.get('GNU.sparse.name') || records.get('path') || header.name;
  if (header.type === 'V') return undefined;
  const what = refused[header.type];
  if (what !== undefined) throw unsupported(rawPath, what);
  // Unknown types are to be read as files (POSIX); a file whose name ends in a slash is a folder of the oldest archives.
  const known = types[header.type] ?? 'file';
  const type = known === 'file' && rawPath.endsWith('/') ? 'directory' : known;
  const size = type === 'file' ? getNumber(records, 'size', header.size) : 0;
  const { xattrs, extra } = splitRecords(records);
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
    xattrs,
    extra,
  };
}

function getNumber(records: PaxRecords, key: string, fallback: number): number {
  const text = records.get(key);
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isFinite(value)) throw damagedArchive(`An extended header says ${key}=${showByteText(text)}.`);
  return value;
}

const xattrPrefix = 'SCHILY.xattr.';

const noRecords: PaxRecords = new Map();
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

function unsupported(path: string, what: string): Failure {
  return new Failure(
    problem('LAY021', {
      detail: `${showByteText(path)} is ${what}, which a layer cannot hold.`,
      hint: 'Make the archive again with `tar --format=posix`, without --sparse, --listed-incremental or --multi-volume.',
    }),
  );
}
