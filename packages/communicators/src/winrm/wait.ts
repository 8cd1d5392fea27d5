import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { Clock, Reporter } from '@strata/sdk';
import type { Trouble } from '../ssh/trouble';
import { TransportError } from './errors';
import { SILENT } from './send-request';

/** Between two looks. Source: Packer's documented behaviour. */
const BETWEEN_TRIES = 5_000;

/** A look with less time than this would only say that it had none, in place of what is the matter. */
const SHORTEST_LOOK = 3_000;
/** The longest that Node's timers know. */
const LONGEST_LOOK = 2 ** 31 - 1;

function getLimit(rest: number): number {
  return Math.min(Math.max(rest, SHORTEST_LOOK), LONGEST_LOOK);
}

export interface Wait {
  /** Milliseconds. */
  readonly timeout: number;
  readonly clock: Clock;
  readonly reporter: Pick<Reporter, 'warn'>;
  readonly signal: AbortSignal;
  /** Undefined for what no waiting helps against. */
  readonly explain: (error: unknown) => Trouble | undefined;
}

/**
 * Looks again and again until the machine is ready, time is over, or there is no hope. A Windows that sets itself up
 * listens long before it lets anybody in, so a refused login is no end; but who typed a wrong password is told at once.
 *
 * @throws Failure when it is given up
 */
export async function waitUntilReady(
  look: (signal: AbortSignal) => Promise<void>,
  { timeout, clock, reporter, signal, explain }: Wait,
): Promise<void> {
  const start = clock.now();
  const warned = new Set<string>();
  for (let tries = 1; ; tries++) {
    const late = AbortSignal.timeout(getLimit(start + timeout - clock.now()));
    try {
      return await look(AbortSignal.any([signal, late]));
    } catch (thrown) {
      signal.throwIfAborted();
      const error = late.aborted
        ? new TransportError('', { code: SILENT, sent: true, cause: thrown })
        : thrown;
      const trouble = explain(error);
      if (!trouble) throw error;
      const { kind, diagnostic } = trouble;
      if (kind === 'final') throw new Failure(diagnostic, { cause: error });
      const elapsed = clock.now() - start;
      const rest = timeout - elapsed;
      if (rest <= 0) throw new Failure(giveUp(diagnostic, { tries, elapsed, timeout }), { cause: error });
      if (kind === 'login' && !warned.has(diagnostic.detail))
        reporter.warn(`${diagnostic.detail} ${diagnostic.hint ?? ''} It is tried again until winrm_timeout.`);
      warned.add(diagnostic.detail);
      await clock.sleep(Math.min(BETWEEN_TRIES, rest), signal);
    }
  }
}

interface Effort {
  readonly tries: number;
  readonly elapsed: number;
  readonly timeout: number;
}

function giveUp(diagnostic: Diagnostic, { tries, elapsed, timeout }: Effort): Diagnostic {
  const effort = `Given up after ${tries} ${tries === 1 ? 'try' : 'tries'} in ${Math.round(elapsed / 1_000)} s (winrm_timeout = ${timeout / 1_000}s).`;
  return { ...diagnostic, detail: `${diagnostic.detail} ${effort}` };
}
