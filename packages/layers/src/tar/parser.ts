import { showByteText, type TarItem } from './entry';
import { blockSize, isZeroBlock, type RawHeader, readHeader } from './header';
import { makeTarEntry } from './header-entry';
import { type PaxRecords, readPaxRecords } from './pax';
import { damagedArchive } from './problems';

/** Takes an archive apart as its bytes come, without ever waiting: an archive has many small members. */
export interface TarParser {
  /** What the next bytes of the archive bring. Data is a part of these bytes. */
  push(bytes: Buffer): readonly TarItem[];
  /** There are no more bytes. Fails with LAY020 when the archive was cut off. */
  end(): void;
}

/** What members before an entry say about it. */
interface Ahead {
  readonly global: PaxRecords;
  readonly local: PaxRecords;
}

/** What comes next in the archive. */
type State =
  | { readonly kind: 'header' }
  /** Content of a member that says something about others. */
  | { readonly kind: 'records'; readonly header: RawHeader }
  | { readonly kind: 'data'; readonly path: string; readonly padding: number }
  | { readonly kind: 'padding' }
  /** What follows the end mark. */
  | { readonly kind: 'rest' };

const noRecords: PaxRecords = new Map();
/** No honest archive has larger ones; the kernel's limit of one value is 64 KiB. */
const recordLimit = 16 * 2 ** 20;
/** Types of members that say something about others: extended headers of POSIX and Solaris, and GNU's long names. */
const aheadTypes: ReadonlySet<string> = new Set(['x', 'X', 'g', 'L', 'K']);

export function createTarParser(): TarParser {
  let state: State = { kind: 'header' };
  let ahead: Ahead = { global: noRecords, local: noRecords };
  /** Bytes that are left of data and padding. */
  let left = 0;
  /** Bytes that wait for more of their header or records, and how many that takes. */
  let held: Buffer[] = [];
  let wanted = 0;

  const hold = (bytes: Buffer, size: number): void => {
    // Copied: a piece may be overwritten by the next.
    held = bytes.length === 0 ? [] : [Buffer.from(bytes)];
    wanted = size;
  };
  const takeHeader = (block: Buffer): TarItem | undefined => {
    if (isZeroBlock(block)) {
      state = { kind: 'rest' };
      return undefined;
    }
    const header = readHeader(block);
    if (header === undefined) throw damagedArchive('The checksum of a header is wrong.');
    if (aheadTypes.has(header.type)) {
      if (header.size > recordLimit) throw damagedArchive(`An extended header claims ${header.size} bytes.`);
      state = { kind: 'records', header };
      return undefined;
    }
    const entry = makeTarEntry(header, merge(ahead));
    ahead = { global: ahead.global, local: noRecords };
    left = entry === undefined ? pad(header.size) : entry.size;
    state =
      entry === undefined
        ? { kind: 'padding' }
        : { kind: 'data', path: entry.path, padding: pad(entry.size) - entry.size };
    return entry && { kind: 'entry', entry };
  };

  const take = (bytes: Buffer): readonly TarItem[] => {
    const items: TarItem[] = [];
    let at = 0;
    const cut = (size: number): Buffer => {
      const piece = bytes.subarray(at, at + size);
      at += piece.length;
      return piece;
    };
    const wait = (size: number): readonly TarItem[] => {
      hold(cut(size), size);
      return items;
    };
    for (;;) {
      switch (state.kind) {
        case 'rest':
          return items;
        case 'header': {
          if (bytes.length - at < blockSize) return wait(blockSize);
          const item = takeHeader(cut(blockSize));
          if (item !== undefined) items.push(item);
          break;
        }
        case 'records': {
          const size = pad(state.header.size);
          if (bytes.length - at < size) return wait(size);
          ahead = readAhead(state.header, cut(size), ahead);
          state = { kind: 'header' };
          break;
        }
        case 'data': {
          if (left === 0) {
            left = state.padding;
            state = { kind: 'padding' };
            break;
          }
          if (at === bytes.length) return items;
          const piece = cut(left);
          left -= piece.length;
          items.push({ kind: 'data', bytes: piece });
          break;
        }
        case 'padding':
          left -= cut(left).length;
          if (left > 0) return items;
          state = { kind: 'header' };
      }
    }
  };

  return {
    push: (bytes) => {
      const size = held.reduce((sum, { length }) => sum + length, bytes.length);
      if (size < wanted) {
        held.push(Buffer.from(bytes));
        return [];
      }
      held.push(bytes);
      const all = held.length === 1 ? bytes : Buffer.concat(held, size);
      held = [];
      wanted = 0;
      return take(all);
    },
    end: () => {
      // Archives without an end mark exist and are taken, as GNU tar takes them.
      if (state.kind === 'header' && !isZeroBlock(Buffer.concat([...held, zero])))
        throw damagedArchive('It ends within a header.');
      if (state.kind === 'records') throw damagedArchive('It ends within an extended header.');
      if (state.kind === 'data') throw damagedArchive(`It ends within ${showByteText(state.path)}.`);
      if (state.kind === 'padding') throw damagedArchive('It ends within a member.');
    },
  };
}

/** So that nothing is a block of zeros, too. */
const zero = Buffer.alloc(1);

function merge({ global, local }: Ahead): PaxRecords {
  return global.size === 0 ? local : new Map([...global, ...local]);
}

function readAhead(header: RawHeader, padded: Buffer, { global, local }: Ahead): Ahead {
  const content = padded.subarray(0, header.size);
  switch (header.type) {
    case 'g':
      return { local, global: join(global, readRecords(content)) };
    case 'L':
      return { global, local: join(local, new Map([['path', readLongName(content)]])) };
    case 'K':
      return { global, local: join(local, new Map([['linkpath', readLongName(content)]])) };
    default:
      return { global, local: join(local, readRecords(content)) };
  }
}

function join(before: PaxRecords, after: PaxRecords): PaxRecords {
  return before.size === 0 ? after : new Map([...before, ...after]);
}

function readRecords(content: Buffer): PaxRecords {
  const records = readPaxRecords(content);
  if (records === undefined) throw damagedArchive('An extended header is malformed.');
  return records;
}

function readLongName(content: Buffer): string {
  return content.toString('latin1').split('\0', 1)[0] as string;
}

function pad(size: number): number {
  return Math.ceil(size / blockSize) * blockSize;
}
