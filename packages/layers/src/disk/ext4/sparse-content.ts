import type { TarEntry } from '../../tar';
import { blockSize as tarBlockSize } from '../../tar/header';
import { allocateContent, type Layout } from './content-blocks';
import type { FileSystem } from './file-system';
import type { StartedNode } from './nodes';
import { notPossible } from './problems';
import { type ContentWriter, createRunWriter } from './run-writer';
import { type Segment, type SparseForm, takeSparseMap } from './sparse-map';

interface SparseFile {
  readonly entry: TarEntry;
  readonly form: SparseForm;
}

/** A sparse file's data begins with its map, or the map was in its header; the segments follow, in whole tar blocks. */
export function openSparse(files: FileSystem, node: StartedNode, { entry, form }: SparseFile): ContentWriter {
  let ahead: Buffer = Buffer.alloc(0);
  let writer: ContentWriter | undefined =
    form.segments === undefined
      ? undefined
      : openSegments(files, node, { entry, size: form.size, segments: form.segments });
  return {
    write: (bytes) => {
      if (writer !== undefined) return writer.write(bytes);
      ahead = Buffer.concat([ahead, bytes]);
      const map = takeSparseMap({ path: entry.path, size: form.size }, ahead);
      if (map === undefined) return;
      writer = openSegments(files, node, { entry, size: form.size, segments: map.segments });
      writer.write(ahead.subarray(map.length));
    },
    finish: () => {
      if (writer === undefined)
        throw notPossible(entry.path, 'its map of holes is cut off.', 'Make the archive again.');
      writer.finish();
    },
  };
}

function openSegments(files: FileSystem, node: StartedNode, layout: Layout): ContentWriter {
  const runs = createRunWriter(files.device.data);
  runs.begin(allocateContent(files, node, layout));
  const segments = layout.segments.filter(({ size }) => size > 0);
  let index = 0;
  let done = 0;
  return {
    write: (bytes) => {
      let rest = bytes;
      while (rest.length > 0 && index < segments.length) {
        const { offset, size } = segments[index] as Segment;
        const padded = Math.ceil(size / tarBlockSize) * tarBlockSize;
        const piece = rest.subarray(0, padded - done);
        if (done < size) runs.write(offset + done, piece.subarray(0, size - done));
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
