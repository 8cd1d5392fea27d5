import type { DataWriter } from './data-writer';
import type { MappedRun } from './extents';
import { blockSize } from './superblock';

/** Takes the data of one file, piece by piece. */
export interface ContentWriter {
  write(bytes: Buffer): void;
  finish(): void;
}

/**
 * Writes to the blocks of one file after the other, each from its start to its end; what is skipped of them becomes
 * zeros. There is one of these for many files: functions of its own for each would be slow ones.
 */
export interface RunWriter {
  begin(blocks: readonly MappedRun[]): void;
  write(position: number, bytes: Buffer): void;
  finish(): void;
}

export function createRunWriter(data: DataWriter): RunWriter {
  let runs: readonly MappedRun[] = [];
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
  const fill = (to: number): void => {
    for (let place = getPlace(); place !== undefined && at < to; place = getPlace()) {
      const size = Math.min(place.room, to - at);
      data.clear(place.position, size);
      at += size;
    }
  };
  return {
    begin: (blocks) => {
      runs = blocks;
      index = 0;
      at = 0;
    },
    write: (position, bytes) => {
      fill(position);
      for (let done = 0; done < bytes.length; ) {
        const place = getPlace();
        if (place === undefined) throw new Error('data goes on behind the blocks of its file');
        const piece = bytes.subarray(done, done + place.room);
        data.write(place.position, piece);
        at += piece.length;
        done += piece.length;
      }
    },
    finish: () => fill(Number.POSITIVE_INFINITY),
  };
}
