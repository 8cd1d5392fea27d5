import { join, relative } from 'node:path';
import type { LayerRecord, StartActivity } from '@strata/sdk';
import { sourceDateEpoch } from '../source-date-epoch';
import { readTreeTar, writeBlob } from './capture';
import { cleanTree } from './clean';
import type { StoreContext } from './context';
import { type Draft, discardDraft } from './draft';
import { publish } from './publish';
import type { StoredLayer } from './record';
import { assertSpace } from './space';
import { readTreeState } from './tree-state';

export interface CommitOptions {
  /** False keeps every file and time as they are: for layers that others have made. @default true */
  readonly normalize?: boolean;
  readonly signal?: AbortSignal;
  /** @default nothing is reported */
  readonly startActivity?: StartActivity;
}

/** How small a compressed layer may well become. A layer that needs more than is free fails while it is written. */
const expectedRatio = 0.3;

/** Keeps a draft as a layer. The draft is gone afterwards, also when this fails. */
export async function commitDraft(
  store: StoreContext,
  draft: Draft,
  options: CommitOptions = {},
): Promise<LayerRecord> {
  try {
    const layer = await captureDraft(store, draft, options);
    await publish(store, {
      layer,
      blob: getDraftBlob(draft),
      tree: draft.upper,
      aside: draft.directory,
    });
    return { diffId: layer.diffId, size: layer.size };
  } finally {
    await discardDraft(store, draft);
  }
}

async function captureDraft(store: StoreContext, draft: Draft, options: CommitOptions): Promise<StoredLayer> {
  const { normalize = true, signal } = options;
  const { directory } = store.layout;
  using activity = options.startActivity?.({ label: 'reading the layer', unit: 'bytes' });
  const tree = normalize
    ? await cleanTree(store, draft.upper, signal)
    : await readTreeState(store, relative(directory, draft.upper));
  await assertSpace(directory, tree.bytes * expectedRatio, 'Storing the layer');
  const tar = readTreeTar(store, {
    cwd: draft.upper,
    ...(normalize && { latest: sourceDateEpoch }),
    ...(signal && { signal }),
  });
  activity?.set({ label: 'packing the layer', total: tree.bytes });
  const layer = await writeBlob(store, tar, { path: getDraftBlob(draft), activity });
  return { ...layer, tree: tree.digest };
}

function getDraftBlob(draft: Draft): string {
  return join(draft.directory, 'blob');
}
