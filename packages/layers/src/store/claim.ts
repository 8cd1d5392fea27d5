import { randomBytes, randomInt } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StoreContext } from './context';
import { getFileName } from './layout';
import { findOwner, getOwnerPid, getOwnerState } from './owner';

export interface HoldOptions {
  readonly signal?: AbortSignal;
  /** Told once for each process that is waited for. */
  readonly onWait?: (holder: { readonly pid: number }) => void;
}

/**
 * Holds a name against all other processes and all other calls of this one.
 *
 * A claim is a file whose name says whose it is; nobody ever makes another one of the same name. Who has put down a
 * claim and then sees no other living claim holds the name: of two that come at once at least the later sees the
 * other, and steps back. Claims of the dead count for nothing, and taking them away races with nobody.
 */
export async function hold(
  store: StoreContext,
  name: string,
  options: HoldOptions = {},
): Promise<AsyncDisposable> {
  const told = new Set<number>();
  for (;;) {
    options.signal?.throwIfAborted();
    const others = await listClaims(store, name);
    const claim = others.length === 0 ? await tryClaim(store, name) : undefined;
    if (claim !== undefined) return { [Symbol.asyncDispose]: () => rm(claim, { force: true }) };
    for (const pid of others) {
      if (!told.has(pid)) options.onWait?.({ pid });
      told.add(pid);
    }
    // Uneven waits, so that two who stepped back for each other do not do so again.
    await sleep(randomInt(10, 60), undefined, options.signal && { signal: options.signal });
  }
}

async function tryClaim(store: StoreContext, name: string): Promise<string | undefined> {
  const path = join(
    store.layout.locks,
    `${getFileName(name)}~${store.owner}~${randomBytes(4).toString('hex')}`,
  );
  await writeFile(path, '');
  const others = await listClaims(store, name, path);
  if (others.length === 0) return path;
  await rm(path, { force: true });
  return undefined;
}

/** Process ids of the living that claim a name; claims of the dead are taken away. */
async function listClaims(store: StoreContext, name: string, except?: string): Promise<readonly number[]> {
  const { locks } = store.layout;
  const found = (await readdir(locks)).filter((file) => file.startsWith(`${name}~`));
  const pids: number[] = [];
  for (const file of found) {
    const owner = findOwner(file);
    const path = join(locks, file);
    if (owner === undefined || path === except) continue;
    if (getOwnerState(owner) === 'alive') pids.push(getOwnerPid(owner));
    else await rm(path, { force: true });
  }
  return pids;
}
