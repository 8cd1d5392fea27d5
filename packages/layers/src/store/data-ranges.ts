import { basename, dirname } from 'node:path';
import { startProgram } from '../tar/host-program';

/** Bytes of a file that are stored: from `start` up to, but without, `end`. */
export interface DataRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a sparse file has data. Node cannot ask for holes (SEEK_DATA of lseek(2)), but GNU tar can, and it writes the map
 * in front of the data of its "PAX format 1.0" for sparse files: so tar is started, read that far and ended.
 *
 * Where nobody can tell, the whole file is one range: that is slower and gives the same.
 *
 * @param file size in bytes, and `PATH` to look tar up in
 */
export async function findDataRanges(
  path: string,
  { size, searchPath }: { readonly size: number; readonly searchPath: string },
): Promise<readonly DataRange[]> {
  const child = startProgram({
    command: 'tar',
    args: [...tarArguments, '-C', dirname(path), '-cf', '-', '--', `./${basename(path)}`],
    searchPath,
    package: 'tar',
  });
  child.stdin?.end();
  child.stderr.resume();
  try {
    const ranges = await readSparseMap(child.stdout);
    return ranges ?? [{ start: 0, end: size }];
  } catch {
    return [{ start: 0, end: size }];
  } finally {
    child.kill();
    child.stdout.destroy();
    await child.exit.catch(() => undefined);
  }
}

const tarArguments = ['--format=posix', '--sparse', '--sparse-version=1.0', '--hole-detection=seek'];

const blockSize = 512;
/** An extended header, its records, and the header of the file itself; the names in them are short. */
const headersSize = 3 * blockSize;
const sparseMark = 'GNU.sparse.major=1\n';

/** Reads the map: how many ranges there are, then start and length of each, one number a line. */
async function readSparseMap(archive: AsyncIterable<Uint8Array>): Promise<readonly DataRange[] | undefined> {
  let held = Buffer.alloc(0);
  let at: number | undefined;
  for await (const piece of archive) {
    held = Buffer.concat([held, piece]);
    if (held.length < headersSize) continue;
    at ??= findMap(held);
    if (at === undefined) return undefined;
    const ranges = parseMap(held.toString('latin1', at));
    if (ranges) return ranges;
  }
  return undefined;
}

/** Offset of the map; undefined when the file has no holes and so is an ordinary member. */
function findMap(archive: Buffer): number | undefined {
  const isExtended = String.fromCharCode(archive[typeOffset] as number) === 'x';
  const size = Number.parseInt(archive.toString('latin1', sizeOffset, sizeOffset + sizeLength), 8);
  const records = archive.toString('latin1', blockSize, blockSize + size);
  if (!isExtended || !records.includes(sparseMark)) return undefined;
  return 2 * blockSize + Math.ceil(size / blockSize) * blockSize;
}

/** Of a ustar header. */
const typeOffset = 156;
const sizeOffset = 124;
const sizeLength = 12;

/** Undefined while not all of it is there: its last line must have ended. */
function parseMap(text: string): readonly DataRange[] | undefined {
  const lines = text.split('\n');
  const count = Number(lines[0]);
  // One line for the count, two for each range, and what follows the last end of a line.
  if (lines.length < 2 * count + 2) return undefined;
  const ranges = Array.from({ length: count }, (_, index) => {
    const start = Number(lines[1 + 2 * index]);
    return { start, end: start + Number(lines[2 + 2 * index]) };
  });
  // A file that ends in a hole has an empty range there.
  return ranges.filter(({ start, end }) => end > start);
}
