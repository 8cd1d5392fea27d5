import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LayerRecord, StartActivity } from '@strata/sdk';
import { sourceDateEpoch } from '../source-date-epoch';
import { writeBlob } from './capture';
import { makeCleanScript } from './clean';
import type { StoreContext } from './context';
import { type Draft, discardDraft } from './draft';
import { explainDisk } from './errors';
import { createOutline, type OutlineMaker } from './outline/outline';
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
    const { layer, outline } = await captureDraft(store, draft, options);
    await publish(store, {
      layer,
      ...(outline && { outline }),
      blob: getDraftBlob(draft),
      tree: draft.upper,
      aside: draft.directory,
    });
    return { diffId: layer.diffId, size: layer.size };
  } finally {
    await discardDraft(store, draft);
  }
}

interface Captured {
  readonly layer: StoredLayer;
  /** Path of its outline. */
  readonly outline: string | undefined;
}

async function captureDraft(store: StoreContext, draft: Draft, options: CommitOptions): Promise<Captured> {
  const { normalize = true, signal } = options;
  const { directory } = store.layout;
  using activity = options.startActivity?.({ label: 'reading the layer', unit: 'bytes' });
  const outline = createOutline();
  await using packed = await packTree(store, {
    cwd: draft.upper,
    onItem: outline.add,
    ...(normalize && { prepare: makeCleanScript(), latest: sourceDateEpoch }),
    ...(signal && { signal }),
  });
  const { state, tar } = packed;
  await assertSpace(directory, state.bytes * expectedRatio, 'Storing the layer');
  activity?.set({ label: 'packing the layer', total: state.bytes });
  const layer = await writeBlob(store, tar, { path: getDraftBlob(draft), activity });
  return { layer: { ...layer, tree: state.digest }, outline: await writeOutline(store, draft, outline) };
}

async function writeOutline(
  { layout }: StoreContext,
  { directory }: Draft,
  outline: OutlineMaker,
): Promise<string | undefined> {
  const bytes = outline.end();
  if (bytes === undefined) return undefined;
  const path = join(directory, 'outline');
  await explainDisk(layout.directory, () => writeFile(path, bytes));
  return path;
}

function getDraftBlob(draft: Draft): string {
  return join(draft.directory, 'blob');
}
