import { showByteText, type TarItem } from './entry';
import { blockSize, isZeroBlock, type RawHeader, readHeader } from './header';
import { makeTarEntry } from './header-entry';
import { type PaxRecords, readPaxRecords } from './pax';
import { damagedArchive } from './problems';

/** Takes an archive apart as its bytes come, without ever waiting: an archive has many small members. */
export interface TarParser {
  /** What the next bytes of the archive bring. It is to be taken to its end before there are more. */
  push(bytes: Buffer): Iterable<TarItem>;
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
    held = bytes.length === 0 ? [] : [bytes];
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

  function* take(bytes: Buffer): Generator<TarItem> {
    let rest = bytes;
    const cut = (size: number): Buffer => {
      const piece = rest.subarray(0, size);
      rest = rest.subarray(piece.length);
      return piece;
    };
    for (;;) {
      switch (state.kind) {
        case 'rest':
          return;
        case 'header': {
          if (rest.length < blockSize) return hold(rest, blockSize);
          const item = takeHeader(cut(blockSize));
          if (item !== undefined) yield item;
          break;
        }
        case 'records': {
          const size = pad(state.header.size);
          if (rest.length < size) return hold(rest, size);
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
          if (rest.length === 0) return undefined;
          const piece = cut(left);
          left -= piece.length;
          yield { kind: 'data', bytes: piece };
          break;
        }
        case 'padding':
          left -= cut(left).length;
          if (left > 0) return;
          state = { kind: 'header' };
      }
    }
  }

  return {
    *push(bytes) {
      held.push(bytes);
      const size = held.reduce((sum, { length }) => sum + length, 0);
      if (size < wanted) return;
      const all = held.length === 1 ? bytes : Buffer.concat(held, size);
      held = [];
      wanted = 0;
      yield* take(all);
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
