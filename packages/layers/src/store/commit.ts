import { join } from 'node:path';
import type { LayerRecord, StartActivity } from '@strata/sdk';
import { sourceDateEpoch } from '../source-date-epoch';
import { writeBlob } from './capture';
import { makeCleanScript } from './clean';
import type { StoreContext } from './context';
import { type Draft, discardDraft } from './draft';
import { packTree } from './pack-tree';
import { publish } from './publish';
import type { StoredLayer } from './record';
import { assertSpace } from './space';

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
  await using packed = await packTree(store, {
    cwd: draft.upper,
    ...(normalize && { prepare: makeCleanScript(), latest: sourceDateEpoch }),
    ...(signal && { signal }),
  });
  const { state, tar } = packed;
  await assertSpace(directory, state.bytes * expectedRatio, 'Storing the layer');
  activity?.set({ label: 'packing the layer', total: state.bytes });
  const layer = await writeBlob(store, tar, { path: getDraftBlob(draft), activity });
  return { ...layer, tree: state.digest };
}

function getDraftBlob(draft: Draft): string {
  return join(draft.directory, 'blob');
}
