import { createProjectGraphAsync, type ProjectGraph, type Tree } from '@nx/devkit';
import { getImageMetadata } from '../../create-nodes/metadata';
import { type ImageRow, tableFile, writeTable } from './table';

function listRows({ nodes }: ProjectGraph): readonly ImageRow[] {
  return Object.values(nodes).flatMap(({ name, data }) => {
    const metadata = getImageMetadata(data);
    return metadata ? [{ name, root: data.root, sources: metadata.sources, parents: metadata.parents }] : [];
  });
}

/** Generator `sync`: keeps the table of images in step with the graph; `nx sync:check` tells when it is not. */
export async function syncGenerator(tree: Tree): Promise<{ outOfSyncMessage: string } | undefined> {
  const rows = listRows(await createProjectGraphAsync());
  const before = tree.read(tableFile, 'utf8') ?? undefined;
  if (before === undefined && rows.length === 0) return undefined;
  const after = writeTable(before, rows);
  if (after === before) return undefined;
  tree.write(tableFile, after);
  return {
    outOfSyncMessage: `The table of images in ${tableFile} does not show the images of this workspace.`,
  };
}
