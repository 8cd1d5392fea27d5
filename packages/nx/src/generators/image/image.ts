import { createProjectGraphAsync, type Tree } from '@nx/devkit';
import { getImageMetadata } from '../../create-nodes/metadata';
import { type ImageOptions, writeImage } from './write-image';

/** Names of the image projects. They are inferred, so only the graph knows them; the files of the tree do not. */
async function listImages(): Promise<readonly string[]> {
  const { nodes } = await createProjectGraphAsync();
  return Object.values(nodes).flatMap(({ name, data }) => (getImageMetadata(data) ? [name] : []));
}

/** Generator `image`: `nx g @strata/nx:image NAME --from PARENT`. */
export async function imageGenerator(tree: Tree, options: ImageOptions): Promise<void> {
  await writeImage(tree, options, options.from === undefined ? [] : await listImages());
}
