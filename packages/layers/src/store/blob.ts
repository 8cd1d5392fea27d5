import { createReadStream } from 'node:fs';
import { Failure } from '@strata/diagnostics';
import type { Activity } from '@strata/sdk';
import { problem } from '../codes';
import { unzstdFile } from '../tar/compression';
import { count, finish, startCount } from './capture';
import type { StoreContext } from './context';
import { getBlobPath } from './layout';
import { dropRecord, findStoredLayer, type StoredLayer } from './record';

/** A layer that has to be there. */
export async function getStoredLayer(store: StoreContext, diffId: string): Promise<StoredLayer> {
  const layer = await findStoredLayer(store, diffId);
  if (layer !== undefined) return layer;
  throw new Failure(
    problem('LAY007', {
      detail: `The layer ${diffId} is not in the layer store ${store.layout.directory}, or was damaged.`,
      hint: 'Build the image that has it again.',
    }),
  );
}

/**
 * The uncompressed tar of a layer. Fails at its end when the bytes were not those of the layer, so whoever makes
 * something of them must not keep it before the stream has ended.
 */
export async function* readLayerTar(
  store: StoreContext,
  layer: StoredLayer,
  activity?: Activity,
): AsyncGenerator<Buffer> {
  const path = getBlobPath(store.layout, layer.diffId);
  const stop = new AbortController();
  const digest = readDigest(path, stop.signal);
  // Whoever reads to the end is told.
  digest.catch(() => undefined);
  try {
    for await (const bytes of unzstdFile(path, store.searchPath)) {
      activity?.add(bytes.length);
      yield bytes;
    }
    if ((await digest) === layer.blob.digest) return;
  } catch (error) {
    if (!(error instanceof Failure && error.diagnostics[0]?.code === 'LAY020')) throw error;
  } finally {
    stop.abort();
  }
  throw await damaged(store, layer);
}

/** Of the compressed bytes: they are fewer by half than those of the tar, and zstd itself sees that these follow from them. */
async function readDigest(path: string, signal: AbortSignal): Promise<string> {
  const sum = startCount();
  const bytes = createReadStream(path, { ...readOptions, signal });
  for await (const _ of count(bytes as AsyncIterable<Buffer>, sum));
  return finish(sum);
}

/** The compressed tar of a layer, under the same condition. */
export async function* readLayerBlob(store: StoreContext, layer: StoredLayer): AsyncGenerator<Buffer> {
  const sum = startCount();
  const bytes = createReadStream(getBlobPath(store.layout, layer.diffId), readOptions);
  yield* count(bytes as AsyncIterable<Buffer>, sum);
  if (finish(sum) !== layer.blob.digest) throw await damaged(store, layer);
}

const readOptions = { highWaterMark: 2 ** 18 };

async function damaged(store: StoreContext, layer: StoredLayer): Promise<Failure> {
  await dropRecord(store, layer.diffId, 'Its compressed tar has other bytes than it was stored with');
  return new Failure(
    problem('LAY006', {
      detail: `The stored layer ${layer.diffId} has other bytes than it was stored with.`,
      hint: 'Build again: the layer is made anew.',
    }),
  );
}
