import { type Call, type CallOptions, callAws } from '../publish/call';
import type { AwsWork } from './work';

/**
 * Asks AWS in the region of the machine for what may be asked twice: reads, and what has a token.
 *
 * @throws Failure that says what AWS failed at
 */
export function ask<T>(
  { context: { ports, signal }, region }: Pick<AwsWork, 'context' | 'region'>,
  call: Call,
  make: (options: CallOptions) => Promise<T>,
): Promise<T> {
  return callAws({ clock: ports.clock, signal }, { region, ...call }, make);
}
