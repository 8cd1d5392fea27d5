import type { Activity } from '@strata/sdk';
import { readLayerTar } from '../blob';
import { count, finish, startCount } from '../capture';
import type { StoreContext } from '../context';
import { getTreePath } from '../layout';
import type { StoredLayer } from '../record';
import { forgetTree, noteDamage } from '../tree';
import { assembleTar } from './assemble';
import { findOutline } from './kept-outlines';
import type { OutlinePart } from './outline';

/** The unpacked tree of a layer has other files than the layer. It was forgotten: who reads again gets the layer. */
export class ChangedTree extends Error {
  constructor(diffId: string) {
    super(`the unpacked files of ${diffId} were changed`);
  }
}

/** The uncompressed tar of a layer. */
export interface UnpackedTar {
  /** Each piece may be overwritten by the next. */
  readonly tar: AsyncGenerator<Buffer>;
  /** False when the archive is read because there is no outline of the layer. */
  readonly isOutlined: boolean;
}

/**
 * The uncompressed tar of a layer as `readLayerTar` gives it, but from the unpacked tree as far as that can be read,
 * which takes a third of the time. When the stream has ended without failing its digest was the layer's; it fails with
 * ChangedTree when the tree had other files.
 */
export async function openUnpackedTar(
  store: StoreContext,
  layer: StoredLayer,
  activity?: Activity,
): Promise<UnpackedTar> {
  const parts = await findOutline(store, layer.diffId);
  const isOutlined = parts !== undefined;
  const hasBoth = isOutlined && layer.tree !== undefined;
  return {
    isOutlined,
    tar: hasBoth ? readTree(store, layer, { parts, activity }) : readLayerTar(store, layer, activity),
  };
}

interface TreeReading {
  readonly parts: Iterable<OutlinePart>;
  readonly activity: Activity | undefined;
}

async function* readTree(
  store: StoreContext,
  layer: StoredLayer,
  { parts, activity }: TreeReading,
): AsyncGenerator<Buffer> {
  const sum = startCount();
  const pieces = assembleTar(parts, getTreePath(store.layout, layer.diffId));
  const bytes = readOn(pieces, (done) => skip(readLayerTar(store, layer), done));
  yield* count(bytes, sum, activity);
  if (finish(sum) === layer.diffId) return;
  noteDamage(store, layer);
  await forgetTree(store, layer);
  throw new ChangedTree(layer.diffId);
}

/** Goes on with another source of the same bytes from where the first one fails. */
async function* readOn(
  first: Iterator<Buffer>,
  second: (done: number) => AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  let done = 0;
  try {
    for (let next = take(first); next !== 'end'; next = take(first)) {
      if (next === 'failed') return yield* second(done);
      done += next.length;
      yield next;
    }
  } finally {
    first.return?.();
  }
}

/** What keeps a file from being read is of no interest: it is another user's mostly, and the archive has it. */
function take(pieces: Iterator<Buffer>): Buffer | 'end' | 'failed' {
  try {
    const { done, value } = pieces.next();
    return done === true ? 'end' : value;
  } catch {
    return 'failed';
  }
}

async function* skip(stream: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let left = size;
  for await (const bytes of stream) {
    if (bytes.length > left) yield bytes.subarray(left);
    left = Math.max(0, left - bytes.length);
  }
}
