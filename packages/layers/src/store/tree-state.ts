import { createHash } from 'node:crypto';
import type { Namespace } from '../namespace/namespace';
import type { StoreContext } from './context';
import { toolFailed } from './errors';

/** What can be told of a tree without reading its files. */
export interface TreeState {
  /** Of type, rights, owner, time, path and, where they say something, size and link target of everything in it. */
  readonly digest: string;
  /** Bytes of files. */
  readonly bytes: number;
}

/**
 * The size of a folder depends on its history, that of nothing else does. Entries end with a NUL and trees with another.
 * Nothing is sorted: a folder that nobody touches gives its names in the same order each time, and sorting would cost
 * as much as looking. A store that was copied to another disk is unpacked again, which is all that happens.
 */
export const listing = `for tree do
  find "$tree" -type d -printf '%y %m %U:%G %T@ 0 %P\\0' -o -printf '%y %m %U:%G %T@ %s %P -> %l\\0'
  printf '\\0'
done`;

/**
 * Looks at trees, given by their paths below the store, without reading what their files hold: some 3 µs an entry.
 * Finds files that are gone, cut short, added or edited. Undefined for a tree that is not there.
 */
export async function readTreeStates(
  store: StoreContext,
  trees: readonly string[],
): Promise<readonly (TreeState | undefined)[]> {
  const namespace = store.getUntried() ?? (await store.getNamespace());
  try {
    return await list(store, namespace, trees);
  } catch (error) {
    // When namespaces do not work at all, that is what has to be told.
    await store.getNamespace();
    throw error;
  }
}

async function list(store: StoreContext, namespace: Namespace, trees: readonly string[]) {
  const { exit, stdout, stderr } = await namespace.run({
    command: 'sh',
    args: ['-c', listing, 'sh', ...trees],
    cwd: store.layout.directory,
    env: { PATH: store.searchPath, LC_ALL: 'C', TZ: 'UTC0' },
  });
  if (exit.kind === 'exited' && exit.code === 0) return parseTreeStates(stdout);
  throw toolFailed(store.layout.directory, 'find', stderr.toString().trim());
}

/** What `listing` has written. */
export function parseTreeStates(output: Buffer): readonly (TreeState | undefined)[] {
  return splitListings(output).map(getTreeState);
}

function splitListings(output: Buffer): readonly Buffer[] {
  const listings: Buffer[] = [];
  let start = 0;
  while (start < output.length) {
    const end = output[start] === 0 ? start : output.indexOf('\0\0', start) + 1;
    listings.push(output.subarray(start, end));
    start = end + 1;
  }
  return listings;
}

function getTreeState(listing: Buffer): TreeState | undefined {
  if (listing.length === 0) return undefined;
  const digest = createHash('sha256').update(listing).digest('hex');
  return {
    digest,
    get bytes() {
      return sumSizes(listing);
    },
  };
}

/** Sizes are the fifth word of an entry. */
function sumSizes(listing: Buffer): number {
  const entries = listing.toString('latin1').split('\0');
  return entries.reduce((sum, entry) => sum + Number(entry.split(' ', 5)[4] ?? 0), 0);
}

/** The state of one tree. */
export async function readTreeState(store: StoreContext, tree: string): Promise<TreeState> {
  const [state] = await readTreeStates(store, [tree]);
  if (state === undefined) throw toolFailed(store.layout.directory, 'find', `${tree} is missing`);
  return state;
}
