import { createHash } from 'node:crypto';
import type { StoreContext } from './context';
import { toolFailed } from './errors';

/** What can be told of a tree without reading its files. */
export interface TreeState {
  /** Of path, type, mode, owner, time and, where they say something, size and link target of everything in it. */
  readonly digest: string;
  /** Bytes of files. */
  readonly bytes: number;
}

/** The size of a folder depends on its history, that of nothing else does. */
const listing = ['-type', 'd', '-printf', '%H\\0%s\\0%y %m %U:%G %T@ 0 %P\\0'];
const otherListing = ['-printf', '%H\\0%s\\0%y %m %U:%G %T@ %s %P -> %l\\0'];

/**
 * Looks at trees, given by their paths below the store, without reading what their files hold: some 3 µs an entry. Finds files that are gone,
 * cut short, added or edited.
 */
export async function readTreeStates(
  store: StoreContext,
  trees: readonly string[],
): Promise<readonly (TreeState | undefined)[]> {
  const namespace = await store.getNamespace();
  const { exit, stdout, stderr } = await namespace.run({
    command: 'find',
    args: [...trees, ...listing, '-o', ...otherListing],
    cwd: store.layout.directory,
    env: { PATH: store.searchPath, LC_ALL: 'C', TZ: 'UTC0' },
  });
  if (exit.kind === 'signalled') throw toolFailed(store.layout.directory, 'find', stderr.toString().trim());
  const listed = groupListing(stdout);
  return trees.map((tree) => getTreeState(listed.get(tree)));
}

type Listing = { readonly entries: string[]; bytes: number };

function groupListing(output: Buffer): ReadonlyMap<string, Listing> {
  const listed = new Map<string, Listing>();
  const fields = output.toString('latin1').split('\0');
  for (let at = 0; at + 2 < fields.length; at += 3) {
    const [tree, size, entry] = fields.slice(at, at + 3) as [string, string, string];
    const group = listed.get(tree) ?? { entries: [], bytes: 0 };
    listed.set(tree, group);
    group.entries.push(entry);
    group.bytes += entry.startsWith('d') ? 0 : Number(size);
  }
  return listed;
}

/** Sorted, since the order in which a folder gives its names is its own affair. */
function getTreeState(listing: Listing | undefined): TreeState | undefined {
  if (listing === undefined) return undefined;
  const digest = createHash('sha256');
  for (const entry of listing.entries.sort()) digest.update(`${entry}\0`, 'latin1');
  return { digest: digest.digest('hex'), bytes: listing.bytes };
}

/** The state of one tree. */
export async function readTreeState(store: StoreContext, tree: string): Promise<TreeState> {
  const [state] = await readTreeStates(store, [tree]);
  if (state === undefined) throw toolFailed(store.layout.directory, 'find', `${tree} is missing`);
  return state;
}
