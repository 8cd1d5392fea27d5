import { Failure } from '@strata/diagnostics';
import { findOwnAddress } from '@strata/sdk';
import { problem } from '../codes';
import type { Work } from '../machine/work';

/** Who may reach the machine: whom the template names, or this machine alone, by the address that it has in the internet. */
export async function findAllowed({ context, options }: Work): Promise<readonly string[]> {
  const given = options.allowed_inbound_ip_addresses ?? [];
  if (given.length > 0) return given;
  try {
    return [await findOwnAddress(context)];
  } catch (cause) {
    context.signal.throwIfAborted();
    throw new Failure(
      problem('AZU053', {
        detail: `Only this machine is let in to the one that is built, but by which address is not known: ${(cause as Error).message}.`,
        hint: 'Write allowed_inbound_ip_addresses = ["203.0.113.7"] with the address that the machine sees, or name a network that this machine is in.',
      }),
      { cause },
    );
  }
}
