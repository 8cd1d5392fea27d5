import { Failure } from '@strata/diagnostics';
import type { RemoveContext } from '@strata/sdk';
import { classifyAws } from '../errors';
import { VISIBLE_WITHIN } from '../wait';
import { findMade } from './find-made';

/** Milliseconds before what is shown and cannot be found is removed again. */
const PAUSE = 10_000;

/**
 * Removes what a build has made of a kind. What AWS does not find is gone, by somebody else or an earlier request whose
 * answer was lost; but not while AWS still shows it: what was made a moment ago may be known in one place and not in
 * another, and would stay for ever.
 *
 * @throws Failure when it cannot be removed, or is shown and not found for three minutes
 */
export async function removeMade<T>(
  context: RemoveContext,
  look: () => Promise<readonly T[] | undefined>,
  remove: (one: T) => Promise<unknown>,
): Promise<void> {
  const { clock } = context.ports;
  const started = clock.now();
  let found = await findMade(context, look);
  for (;;) {
    let absent: unknown;
    for (const one of found)
      await remove(one).catch((error: unknown) => {
        if (!isAbsent(error)) throw error;
        absent = error;
      });
    if (absent === undefined) return;
    found = (await look()) ?? [];
    if (found.length === 0) return;
    if (clock.now() - started >= VISIBLE_WITHIN) throw absent;
    await clock.sleep(PAUSE, context.signal);
  }
}

function isAbsent(error: unknown): boolean {
  return classifyAws(error instanceof Failure ? error.cause : error) === 'not-found';
}
