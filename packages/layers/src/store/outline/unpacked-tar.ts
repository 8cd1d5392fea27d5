import type { Activity } from '@strata/sdk';
import { readLayerTar } from '../blob';
import type { StoreContext } from '../context';
import { getTreePath } from '../layout';
import type { StoredLayer } from '../record';
import { forgetTree, noteDamage } from '../tree';
import { assembleTar } from './assemble';
import { findOutline } from './kept-outlines';
import type { OutlinePart } from './outline';
import { type PieceSum, startPieceSum } from './piece-sum';

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
  await using sum = startPieceSum(layer.size);
  for await (const bytes of readOn(store, layer, { parts, sum })) {
    sum.add(bytes);
    activity?.add(bytes.length);
    yield bytes;
  }
  if (`sha256:${await sum.end()}` === layer.diffId) return;
  noteDamage(store, layer);
  await forgetTree(store, layer);
  throw new ChangedTree(layer.diffId);
}

/** Goes on with the archive from where the tree cannot be read. */
async function* readOn(
  store: StoreContext,
  layer: StoredLayer,
  { parts, sum }: { readonly parts: Iterable<OutlinePart>; readonly sum: PieceSum },
): AsyncGenerator<Buffer> {
  const tree = assembleTar(parts, getTreePath(store.layout, layer.diffId), await sum.take());
  let done = 0;
  try {
    for (let next = fill(tree); next !== 'end'; next = fill(tree, await sum.take())) {
      if (next === 'failed') return yield* copyRest(skip(readLayerTar(store, layer), done), sum);
      done += next.length;
      yield next;
    }
  } finally {
    tree.return();
  }
}

/** What keeps a file from being read is of no interest: it is another user's mostly, and the archive has it. */
function fill(tree: ReturnType<typeof assembleTar>, piece?: Buffer): Buffer | 'end' | 'failed' {
  try {
    const { done, value } = piece ? tree.next(piece) : tree.next();
    return done === true ? 'end' : value;
  } catch {
    return 'failed';
  }
}

/** Puts a stream into pieces that can be summed up. */
async function* copyRest(stream: AsyncIterable<Buffer>, sum: PieceSum): AsyncGenerator<Buffer> {
  for await (const bytes of stream) {
    for (let done = 0; done < bytes.length; ) {
      const piece = await sum.take();
      const count = bytes.copy(piece, 0, done);
      done += count;
      yield piece.subarray(0, count);
    }
  }
}

async function* skip(stream: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let left = size;
  for await (const bytes of stream) {
    if (bytes.length > left) yield bytes.subarray(left);
    left = Math.max(0, left - bytes.length);
  }
}
