import type { TarEntry } from '../../tar';
import { blockSize as tarBlockSize } from '../../tar/header';
import type { DataWriter } from './data-writer';
import { type MappedRun, mapRuns } from './extents';
import type { FileSystem } from './file-system';
import { getAttributeBlocks, writeMappedRuns } from './node-blocks';
import type { StartedNode } from './nodes';
import { notPossible } from './problems';
import type { Run } from './reserved-blocks';
import { getSparseForm, type Segment, type SparseForm, takeSparseMap } from './sparse-map';
import { blockSize } from './superblock';

/** Takes the data of one file, piece by piece. */
export interface ContentWriter {
  write(bytes: Buffer): Promise<void>;
  finish(): Promise<void>;
}

/** Numbers of blocks within a file have 32 bits. */
const longestFile = 2 ** 32 * blockSize - 1;

/** Makes room for a file's content where it is known how much that is, and gives where to put it. */
export function openContent(files: FileSystem, node: StartedNode, entry: TarEntry): ContentWriter {
  const form = getSparseForm(entry);
  if (form !== undefined) return openSparse(files, node, { entry, form });
  const runs = allocateContent(files, node, {
    entry,
    size: entry.size,
    segments: [{ offset: 0, size: entry.size }],
  });
  const writer = openRuns(files.device.data, runs);
  let position = 0;
  return {
    write: async (bytes) => {
      await writer.write(position, bytes);
      position += bytes.length;
    },
    finish: () => writer.finish(),
  };
}

interface Layout {
  readonly entry: TarEntry;
  /** Of the file, holes included. */
  readonly size: number;
  readonly segments: readonly Segment[];
}

function allocateContent(
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
  const placed: MappedRun[] = [];
  let rest = [...runs];
  for (const part of parts) {
    const own: Run[] = [];
    let missing = part.count;
    while (missing > 0) {
      const [first, ...others] = rest as [Run, ...Run[]];
      const count = Math.min(first.count, missing);
      own.push({ start: first.start, count });
      missing -= count;
      rest =
        count === first.count
          ? others
          : [{ start: first.start + count, count: first.count - count }, ...others];
    }
    placed.push(...mapRuns(own, part.start));
  }
  return placed;
}

/** Writes to the blocks of a file, from its start to its end; what is skipped of them becomes zeros. */
interface RunWriter {
  write(position: number, bytes: Buffer): Promise<void>;
  finish(): Promise<void>;
}

function openRuns(data: DataWriter, runs: readonly MappedRun[]): RunWriter {
  let index = 0;
  let at = 0;

  /** How much can be written at `at`, and where; undefined behind the last block. */
  const getPlace = (): { readonly position: number; readonly room: number } | undefined => {
    for (; index < runs.length; index++) {
      const { logical, start, count } = runs[index] as MappedRun;
      at = Math.max(at, logical * blockSize);
      const done = at - logical * blockSize;
      if (done < count * blockSize)
        return { position: start * blockSize + done, room: count * blockSize - done };
    }
    return undefined;
  };
  const fill = async (to: number): Promise<void> => {
    for (let place = getPlace(); place !== undefined && at < to; place = getPlace()) {
      const size = Math.min(place.room, to - at);
      await data.clear(place.position, size);
      at += size;
    }
  };
  return {
    write: async (position, bytes) => {
      await fill(position);
      for (let done = 0; done < bytes.length; ) {
        const place = getPlace();
        if (place === undefined) throw new Error('data goes on behind the blocks of its file');
        const piece = bytes.subarray(done, done + place.room);
        await data.write(place.position, piece);
        at += piece.length;
        done += piece.length;
      }
    },
    finish: () => fill(Number.POSITIVE_INFINITY),
  };
}

interface SparseFile {
  readonly entry: TarEntry;
  readonly form: SparseForm;
}

/** A sparse file's data begins with its map, or the map was in its header; the segments follow, in whole tar blocks. */
function openSparse(files: FileSystem, node: StartedNode, { entry, form }: SparseFile): ContentWriter {
  let ahead: Buffer = Buffer.alloc(0);
  let writer: ContentWriter | undefined =
    form.segments === undefined
      ? undefined
      : openSegments(files, node, { entry, size: form.size, segments: form.segments });
  return {
    write: async (bytes) => {
      if (writer !== undefined) return writer.write(bytes);
      ahead = Buffer.concat([ahead, bytes]);
      const map = takeSparseMap(entry.path, ahead);
      if (map === undefined) return;
      writer = openSegments(files, node, { entry, size: form.size, segments: map.segments });
      await writer.write(ahead.subarray(map.length));
    },
    finish: async () => {
      if (writer === undefined)
        throw notPossible(entry.path, 'its map of holes is cut off.', 'Make the archive again.');
      await writer.finish();
    },
  };
}

function openSegments(files: FileSystem, node: StartedNode, layout: Layout): ContentWriter {
  const runs = openRuns(files.device.data, allocateContent(files, node, layout));
  const segments = layout.segments.filter(({ size }) => size > 0);
  let index = 0;
  let done = 0;
  return {
    write: async (bytes) => {
      let rest = bytes;
      while (rest.length > 0 && index < segments.length) {
        const { offset, size } = segments[index] as Segment;
        const padded = Math.ceil(size / tarBlockSize) * tarBlockSize;
        const piece = rest.subarray(0, padded - done);
        if (done < size) await runs.write(offset + done, piece.subarray(0, size - done));
        done += piece.length;
        rest = rest.subarray(piece.length);
        if (done < padded) continue;
        index++;
        done = 0;
      }
    },
    finish: () => runs.finish(),
  };
}
