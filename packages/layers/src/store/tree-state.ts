import { createHash } from 'node:crypto';
import type { Namespace, ProcessExit } from '../namespace/namespace';
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
 * Expression for `find` that lists what is below its starting points, which end in `/.`: nothing else has that name.
 *
 * The size of a folder depends on its history, that of nothing else does. Entries end with a NUL; a tree begins with
 * another one, its starting point and a NUL. Nothing is sorted: a folder that nobody touches gives its names in the same
 * order each time, and sorting would cost as much as looking. A store that was copied to another disk is unpacked again,
 * which is all that happens.
 */
export const listing: readonly string[] = [
  ...['-name', '.', '-printf', '\\0%p\\0', '-false', '-o'],
  ...['-type', 'd', '-printf', '%y %m %U:%G %T@ 0 %P\\0', '-o'],
  ...['-printf', '%y %m %U:%G %T@ %s %P -> %l\\0'],
];

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
  const points = trees.map((tree) => `${tree}/.`);
  const { exit, stdout, stderr } = await namespace.run({
    command: 'find',
    args: [...points, ...listing],
    cwd: store.layout.directory,
    env: { PATH: store.searchPath, LC_ALL: 'C', TZ: 'UTC0' },
  });
  const message = stderr.toString().trim();
  if (!hasFound(exit, message)) throw toolFailed(store.layout.directory, 'find', message);
  const states = parseTreeStates(stdout);
  return points.map((point) => states.get(point));
}

/** A tree that is missing makes `find` end with 1, but so does `unshare` where it is refused, and that is no answer. */
function hasFound(exit: ProcessExit, message: string): boolean {
  if (exit.kind !== 'exited') return false;
  return exit.code === 0 || (exit.code === 1 && message.startsWith('find: '));
}

/** What `listing` has written, by starting point. */
export function parseTreeStates(output: Buffer): ReadonlyMap<string, TreeState> {
  const states = new Map<string, TreeState>();
  let start = 1;
  while (start < output.length) {
    const entries = output.indexOf(0, start) + 1;
    const next = output.indexOf('\0\0', entries);
    const end = next === -1 ? output.length : next + 1;
    states.set(output.toString('latin1', start, entries - 1), getTreeState(output.subarray(entries, end)));
    start = end + 1;
  }
  return states;
}

function getTreeState(entries: Buffer): TreeState {
  const digest = createHash('sha256').update(entries).digest('hex');
  return {
    digest,
    get bytes() {
      return sumSizes(entries);
    },
  };
}

/** Sizes are the fifth word of an entry. */
function sumSizes(entries: Buffer): number {
  const list = entries.toString('latin1').split('\0');
  return list.reduce((sum, entry) => sum + Number(entry.split(' ', 5)[4] ?? 0), 0);
}

/** The state of one tree. */
export async function readTreeState(store: StoreContext, tree: string): Promise<TreeState> {
  const [state] = await readTreeStates(store, [tree]);
  if (state === undefined) throw toolFailed(store.layout.directory, 'find', `${tree} is missing`);
  return state;
}
