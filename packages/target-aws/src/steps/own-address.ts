import { Failure } from '@strata/diagnostics';
import { findOwnAddress, type MachineContext } from '@strata/sdk';
import { problem } from '../codes';

/** The address that this machine has in the internet. @throws Failure when it cannot be found out */
export async function getOwnAddress(context: MachineContext): Promise<string> {
  try {
    return await findOwnAddress(context);
  } catch (cause) {
    context.signal.throwIfAborted();
    throw new Failure(
      problem('AWS053', {
        detail: `Only this machine is let in to the one that is built, but by which address is not known: ${(cause as Error).message}.`,
        hint: 'Write temporary_security_group_source_cidrs = ["203.0.113.7/32"] with the address that the machine sees, or security_group_ids.',
      }),
      { cause },
    );
  }
}
