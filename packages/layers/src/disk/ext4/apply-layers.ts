import { applyEntry } from './apply-entry';
import { createContents } from './content';
import { createDirectories } from './directories';
import { type FileSystem, withFileSystem } from './file-system';
import { measureLayers } from './measure-layers';
import { doNotFit, FullFileSystem, tooManyFiles } from './problems';
import type { Ext4Request, LayerSource } from './request';
import type { ContentWriter } from './run-writer';
import { blockSize } from './superblock';
import type { Tree } from './tree';

/**
 * Applies layers in place, lowest first; resolves when everything is in the file. What is not changed stays where it
 * is, and the result is the same whether layers are applied in one call or in several. Contents of removed files are
 * overwritten with zeros.
 *
 * Fails with LAY043 when the layers do not fit, LAY044 for entries that ext4 cannot hold, LAY045 when there is no file
 * system of ours, and with what reading the layers fails with. The file is of no use then.
 */
export async function applyLayers(request: Ext4Request, layers: readonly LayerSource[]): Promise<void> {
  await withFileSystem(request, 'r+', async (files) => {
    const { freeBlocks, freeInodes } = files.superblock;
    try {
      await applyAll(files, layers, request.signal);
      await files.finish();
    } catch (error) {
      if (!(error instanceof FullFileSystem)) throw error;
      const { bytes, inodes } = await measureLayers(layers);
      if (error.resource === 'inodes')
        throw tooManyFiles(request.path, { needed: inodes, available: freeInodes });
      throw doNotFit(request.path, { needed: bytes, available: freeBlocks * blockSize });
    }
  });
}

async function applyAll(
  files: FileSystem,
  layers: readonly LayerSource[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const directories = createDirectories(files);
  const contents = createContents(files);
  for (const [index, layer] of layers.entries()) {
    files.blocks.begin();
    files.inodes.begin();
    const tree = { files, directories, contents, layer: index + 1, entered: new Map() };
    await applyLayer(tree, layer, signal);
    directories.write();
  }
}

async function applyLayer(tree: Tree, layer: LayerSource, signal: AbortSignal | undefined): Promise<void> {
  const { data } = tree.files.device;
  let content: ContentWriter | undefined;
  for await (const items of layer.read()) {
    signal?.throwIfAborted();
    for (const item of items) {
      if (item.kind === 'data') content?.write(item.bytes);
      else {
        content?.finish();
        content = applyEntry(tree, item.entry);
      }
    }
    await data.settle();
  }
  content?.finish();
}
