import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import type { StoreContext } from './context';
import { removeTrees } from './files';
import { findOwner, getOwnerState } from './owner';
import { readPins } from './record';

/** Names of what was removed from `tmp`. */
export type Swept = readonly string[];

export interface SweepOptions {
  /** Removes nothing, and gives the names of what it would. @default false */
  readonly dryRun?: boolean;
}

/** Removes what dead processes left. What a living one has is not touched; doing it twice does no harm. */
export async function sweepStore(store: StoreContext, { dryRun = false }: SweepOptions = {}): Promise<Swept> {
  const { tmp, locks } = store.layout;
  const left = (await readdir(tmp)).filter(isLeftOver);
  if (dryRun) return left;
  await removeLeftOvers(store, left);
  for (const claim of (await readdir(locks)).filter(isLeftOver))
    await rm(join(locks, claim), { force: true });
  await readPins(store);
  return left;
}

/** Names without an owner were not made by Strata and are none of its business. */
function isLeftOver(name: string): boolean {
  const owner = findOwner(name);
  return owner !== undefined && getOwnerState(owner) === 'dead';
}

/** What cannot be removed now is told, and tried again next time. */
async function removeLeftOvers(store: StoreContext, names: Swept): Promise<void> {
  try {
    await removeTrees(
      store,
      names.map((name) => join(store.layout.tmp, name)),
    );
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const reasons = error.diagnostics.map(({ detail }) => detail).join(' ');
    store.note(
      problem('LAY011', {
        severity: 'warning',
        detail: `Files of a build that was killed could not be removed. ${reasons}`,
        hint: `They are in ${store.layout.tmp}; the next build tries again.`,
      }),
    );
  }
}
