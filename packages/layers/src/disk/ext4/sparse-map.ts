import type { ByteText, TarEntry } from '../../tar';
import { blockSize as tarBlockSize } from '../../tar/header';
import { notPossible } from './problems';

/** Bytes of a file that are not a hole. */
export interface Segment {
  readonly offset: number;
  readonly size: number;
}

/** How GNU tar has stored a sparse file in a pax archive (GNU tar manual, "Storing Sparse Files"). */
export interface SparseForm {
  /** Of the file, holes included. */
  readonly size: number;
  /** In form 0.1; in form 1.0 they stand before the data. */
  readonly segments: readonly Segment[] | undefined;
}

/** Undefined for a file that is not sparse. Fails with LAY044 for form 0.0, whose map repeats a name of a record. */
export function getSparseForm({ path, extra }: TarEntry): SparseForm | undefined {
  if (extra.size === 0) return undefined;
  const major = extra.get('GNU.sparse.major');
  const map = extra.get('GNU.sparse.map');
  const size = readNumber(path, extra.get('GNU.sparse.realsize') ?? extra.get('GNU.sparse.size') ?? '');
  if (major === '1') return { size, segments: undefined };
  if (map === undefined)
    throw notPossible(
      path,
      'it is a sparse file in an old form.',
      'Make the archive again with `tar --sparse-version=1.0`.',
    );
  const numbers = map === '' ? [] : map.split(',').map((text) => readNumber(path, text));
  return { size, segments: validate(path, pair(numbers), size) };
}

/** No honest map is longer. */
const longestMap = 2 ** 24;

/** The map at the start of a file's data, and how long it is; undefined while it is not whole. `size` counts holes. */
export function takeSparseMap(
  { path, size }: Pick<TarEntry, 'path' | 'size'>,
  bytes: Buffer,
): { readonly segments: readonly Segment[]; readonly length: number } | undefined {
  if (bytes.length > longestMap)
    throw notPossible(path, 'its map of holes is too long.', 'Make the archive again.');
  const lines = bytes.toString('latin1').split('\n');
  // What follows the last line break is no whole line.
  const whole = lines.length - 1;
  if (whole === 0) return undefined;
  const wanted = 1 + 2 * readNumber(path, lines[0] as string);
  if (whole < wanted) return undefined;
  const used = lines.slice(0, wanted);
  const length = used.reduce((sum, line) => sum + line.length + 1, 0);
  const padded = Math.ceil(length / tarBlockSize) * tarBlockSize;
  if (bytes.length < padded) return undefined;
  const numbers = used.slice(1).map((line) => readNumber(path, line));
  return { segments: validate(path, pair(numbers), size), length: padded };
}

function pair(numbers: readonly number[]): readonly Segment[] {
  return Array.from({ length: Math.floor(numbers.length / 2) }, (_, index) => ({
    offset: numbers[2 * index] as number,
    size: numbers[2 * index + 1] as number,
  }));
}

function validate(path: ByteText, segments: readonly Segment[], size: number): readonly Segment[] {
  let end = 0;
  for (const segment of segments) {
    if (segment.offset < end || segment.offset + segment.size > size)
      throw notPossible(path, 'its map of holes contradicts itself.', 'Make the archive again.');
    end = segment.offset + segment.size;
  }
  return segments;
}

function readNumber(path: ByteText, text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw notPossible(path, 'its map of holes is malformed.', 'Make the archive again.');
}
