import { Failure } from '@strata/diagnostics';
import { classifyAws } from '../errors';

/** Somebody else may have removed it in the meantime, or an earlier request whose answer was lost. */
export async function ignoreAbsent(removal: Promise<unknown>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (classifyAws(error instanceof Failure ? error.cause : error) !== 'not-found') throw error;
  }
}
