import { quoteWord } from '@strata/sdk';
import { runFilter } from '../tar/piped-process';
import { formLayer, getTarCommand, type TreeRequest } from './capture';
import type { StoreContext } from './context';
import { toolFailed } from './errors';
import { readHead } from './head';
import { listing, parseTreeStates, type TreeState } from './tree-state';

/** A tree that becomes a tar. Whoever has it disposes of it, which ends the processes that read the tree. */
export interface PackedTree extends AsyncDisposable {
  /** What the tree holds, known before it is read. */
  readonly state: TreeState;
  /** The tar of a layer. */
  readonly tar: AsyncGenerator<Buffer>;
}

/** Ends the listing: its own entries are never empty. */
const mark = [0, 0] as const;

/** Prepares a tree, lists it and packs it, by one process tree: a namespace takes longer to make than a small layer. */
export async function packTree(store: StoreContext, request: TreeRequest): Promise<PackedTree> {
  const namespace = await store.getNamespace();
  const list = `find . ${listing.map(quoteWord).join(' ')}\nprintf '\\0'`;
  const command = getTarCommand(store, { ...request, prepare: `${request.prepare ?? ''}\n${list}` });
  let tool = 'Cleaning';
  const refuse = (message: string) => toolFailed(store.layout.directory, tool, message);
  const bytes = runFilter(() => namespace.spawn(command), undefined, refuse);
  const close = async (): Promise<void> => void (await bytes.return(undefined));
  const parted = await readHead(bytes, mark);
  tool = 'tar';
  const state = parted && parseTreeStates(parted.head).get('.');
  if (parted === undefined || state === undefined) {
    await close();
    throw refuse('it listed nothing');
  }
  return { state, tar: formLayer(parted.rest, request), [Symbol.asyncDispose]: close };
}
