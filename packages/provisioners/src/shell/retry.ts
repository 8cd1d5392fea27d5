import { Failure } from '@strata/diagnostics';
import { ConnectionError, type ProvisionContext } from '@strata/sdk';
import { problem } from '../codes';

/** As Packer waits between two tries. */
const PAUSE_MILLISECONDS = 2_000;

/** Repeats work while the machine cannot be reached, for `timeout` milliseconds. Any other error ends it at once. */
export async function retryConnection<T>(
  { ports, signal }: ProvisionContext,
  timeout: number,
  work: () => Promise<T>,
): Promise<T> {
  const end = ports.clock.now() + timeout;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      if (ports.clock.now() >= end) throw getTimeout(timeout, error);
    }
    await ports.clock.sleep(PAUSE_MILLISECONDS, signal);
  }
}

function getTimeout(timeout: number, cause: ConnectionError): Failure {
  const detail = `The machine could not be reached for ${timeout / 1000} seconds: ${cause.message}`;
  const hint = 'Raise start_retry_timeout when the machine needs longer to come back.';
  return new Failure(problem('PRV003', { detail, hint }), { cause });
}
