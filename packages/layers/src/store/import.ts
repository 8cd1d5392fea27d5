import type { LayerRecord } from '@strata/sdk';
import { decompress } from '../tar/compression';
import { type CommitOptions, commitDraft } from './commit';
import type { StoreContext } from './context';
import { discardDraft, openDraft } from './draft';
import { unpackTar } from './unpack';

/**
 * Keeps an archive of a root file system or of an image's layer, compressed or not, as a layer. It goes through a tree
 * on disk, so it becomes the same layer as a step that makes the same files.
 */
export async function importTar(
  store: StoreContext,
  archive: AsyncIterable<Uint8Array>,
  options: CommitOptions = {},
): Promise<LayerRecord> {
  const draft = await openDraft(store, 'import');
  try {
    await unpackTar(store, decompress(archive, store.searchPath), {
      directory: draft.upper,
      ...(options.signal && { signal: options.signal }),
    });
    return await commitDraft(store, draft, options);
  } finally {
    await discardDraft(store, draft);
  }
}
