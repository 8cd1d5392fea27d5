import type { RemoveContext } from '@strata/sdk';
import { type Call, type CallOptions, callAws } from '../publish/call';

/** Asks AWS on behalf of a removal. @throws Failure that says what AWS failed at */
export function askToRemove<T>(
  { ports, signal }: RemoveContext,
  call: Call,
  make: (options: CallOptions) => Promise<T>,
): Promise<T> {
  return callAws({ clock: ports.clock, signal }, call, make);
}
