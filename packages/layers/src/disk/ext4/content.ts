import type { TarEntry } from '../../tar';
import { allocateContent } from './content-blocks';
import type { FileSystem } from './file-system';
import type { StartedNode } from './nodes';
import { type ContentWriter, openRuns } from './run-writer';
import { openSparse } from './sparse-content';
import { getSparseForm } from './sparse-map';

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
    write: (bytes) => {
      writer.write(position, bytes);
      position += bytes.length;
    },
    finish: () => writer.finish(),
  };
}
