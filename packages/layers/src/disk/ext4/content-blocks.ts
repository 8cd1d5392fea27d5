import type { TarEntry } from '../../tar';
import { type MappedRun, mapRuns } from './extents';
import type { FileSystem } from './file-system';
import { getAttributeBlocks, writeMappedRuns } from './node-blocks';
import type { StartedNode } from './nodes';
import { notPossible } from './problems';
import type { Run } from './reserved-blocks';
import type { Segment } from './sparse-map';
import { blockSize } from './superblock';

/** Numbers of blocks within a file have 32 bits. */
const longestFile = 2 ** 32 * blockSize - 1;

/** What a file will hold. */
export interface Layout {
  readonly entry: TarEntry;
  /** Of the file, holes included. */
  readonly size: number;
  readonly segments: readonly Segment[];
}

/** Gives a file the blocks that its segments touch, those that it had before all others. */
export function allocateContent(
  files: FileSystem,
  { number, freed }: StartedNode,
  { entry, size, segments }: Layout,
): readonly MappedRun[] {
  if (size > longestFile)
    throw notPossible(
      entry.path,
      `it has ${size} bytes, and files have at most ${longestFile}.`,
      'Make it smaller.',
    );
  const parts = getLogicalRuns(segments);
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const runs = placeParts(parts, files.blocks.allocate(count, freed));
  writeMappedRuns(files, number, { runs, size, others: getAttributeBlocks(files, number).length });
  return runs;
}

/** The blocks of a file that segments touch; here `start` counts within the file. */
function getLogicalRuns(segments: readonly Segment[]): readonly Run[] {
  const parts: Run[] = [];
  for (const { offset, size } of segments) {
    const last = parts.at(-1);
    const end = last === undefined ? 0 : last.start + last.count;
    const start = Math.max(end, Math.floor(offset / blockSize));
    const count = Math.ceil((offset + size) / blockSize) - start;
    if (size === 0 || count <= 0) continue;
    if (last !== undefined && start === end)
      parts[parts.length - 1] = { start: last.start, count: last.count + count };
    else parts.push({ start, count });
  }
  return parts;
}

/** Puts parts of a file on runs of the disk, in order. */
function placeParts(parts: readonly Run[], runs: readonly Run[]): readonly MappedRun[] {
  const [first, second] = parts;
  if (first !== undefined && second === undefined) return mapRuns(runs, first.start);
  let index = 0;
  let used = 0;
  const take = (most: number): Run => {
    const { start, count } = runs[index] as Run;
    const taken = { start: start + used, count: Math.min(most, count - used) };
    used += taken.count;
    if (used === count) {
      index++;
      used = 0;
    }
    return taken;
  };
  return parts.flatMap((part) => {
    const own: Run[] = [];
    for (let missing = part.count; missing > 0; missing -= own.at(-1)?.count as number)
      own.push(take(missing));
    return mapRuns(own, part.start);
  });
}
