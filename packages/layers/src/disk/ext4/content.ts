import type { TarEntry } from '../../tar';
import { allocateContent } from './content-blocks';
import type { FileSystem } from './file-system';
import type { StartedNode } from './nodes';
import { type ContentWriter, createRunWriter } from './run-writer';
import { openSparse } from './sparse-content';
import { getSparseForm } from './sparse-map';

/** Contents of the files of a layer, one after the other. */
export interface Contents {
  /** Makes room for a file's content where it is known how much that is, and gives where to put it. */
  open(node: StartedNode, entry: TarEntry): ContentWriter;
}

export function createContents(files: FileSystem): Contents {
  const runs = createRunWriter(files.device.data);
  let position = 0;
  const plain: ContentWriter = {
    write: (bytes) => {
      runs.write(position, bytes);
      position += bytes.length;
    },
    finish: () => runs.finish(),
  };
  return {
    open: (node, entry) => {
      const form = getSparseForm(entry);
      if (form !== undefined) return openSparse(files, node, { entry, form });
      const { size } = entry;
      runs.begin(allocateContent(files, node, { entry, size, segments: [{ offset: 0, size }] }));
      position = 0;
      return plain;
    },
  };
}
