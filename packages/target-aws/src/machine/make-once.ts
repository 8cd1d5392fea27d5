import { Failure } from '@strata/diagnostics';
import { classifyAws, toAwsFailure } from '../errors';
import type { Call, CallOptions } from '../publish/call';
import type { AwsWork } from './work';

/** How often something is made that AWS has no token for: as often as requests are tried that have one. */
const MOST_TRIES = 10;
const PAUSE = 2_000;

export interface Once<T> {
  /** What an earlier request whose answer was lost may have made; found by the build's tag. */
  readonly find: () => Promise<T | undefined>;
  readonly make: (options: CallOptions) => Promise<T>;
}

/**
 * Makes what has no token, and makes it once: a request that was not answered, or whose name is taken of a sudden, may have
 * been carried out.
 *
 * @throws Failure that says what AWS failed at
 */
export async function makeOnce<T>(
  { context: { ports, signal }, region }: Pick<AwsWork, 'context' | 'region'>,
  call: Call,
  { find, make }: Once<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await make({ abortSignal: signal });
    } catch (error) {
      signal.throwIfAborted();
      const kind = classifyAws(error);
      const isOpen = kind === 'no-answer' || kind === 'service' || kind === 'throttled';
      // A role that is in an instance profile already is one too many for IAM.
      const isThere = kind === 'taken' || kind === 'quota';
      if (!isOpen && !isThere) throw toAwsFailure(error, { region, ...call });
      await ports.clock.sleep(PAUSE * tries, signal);
      const made = await findIfThere(find);
      if (made !== undefined) return made;
      if (!isOpen || tries >= MOST_TRIES) throw toAwsFailure(error, { region, ...call });
    }
  }
}

async function findIfThere<T>(find: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await find();
  } catch (error) {
    if (classifyAws(error instanceof Failure ? error.cause : error) === 'not-found') return undefined;
    throw error;
  }
}
