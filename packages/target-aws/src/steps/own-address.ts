import { Failure } from '@strata/diagnostics';
import { getAddressVersion, type MachineContext } from '@strata/sdk';
import { problem } from '../codes';

/** Tells who asks by which address the internet knows him. Packer asks the same. */
const WHO_AM_I = 'https://checkip.amazonaws.com';

/** The address that this machine has in the internet. @throws Failure when it cannot be found out */
export async function getOwnAddress({ ports, signal }: MachineContext): Promise<string> {
  const text = await read(ports.http, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    throw fail(`${WHO_AM_I} did not tell: ${error instanceof Error ? error.message : String(error)}`, error);
  });
  const address = text.trim();
  if (getAddressVersion(address) === undefined) throw fail(`${WHO_AM_I} said "${address.slice(0, 80)}"`);
  return address;
}

async function read(http: MachineContext['ports']['http'], signal: AbortSignal): Promise<string> {
  const { status, body } = await http.get(WHO_AM_I, { signal });
  let text = '';
  for await (const chunk of body) text += chunk;
  return status === 200 ? text : '';
}

function fail(reason: string, cause?: unknown): Failure {
  return new Failure(
    problem('AWS053', {
      detail: `Only this machine is let in to the one that is built, but by which address is not known: ${reason}.`,
      hint: 'Write temporary_security_group_source_cidrs = ["203.0.113.7/32"] with the address that the machine sees, or security_group_ids.',
    }),
    { cause },
  );
}
