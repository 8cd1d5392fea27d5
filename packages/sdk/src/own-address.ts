import { getAddressVersion } from './address-range';
import type { PartContext } from './parts';

/** Tells who asks by which address the internet knows him. Packer's Amazon builders ask the same. */
const WHO_AM_I = 'https://checkip.amazonaws.com';
const SHOWN = 80;

/**
 * The address that this machine has in the internet.
 *
 * @throws Error that says why it cannot be found out, in words that go on after "not known: "
 */
export async function findOwnAddress({
  ports,
  signal,
}: Pick<PartContext, 'ports' | 'signal'>): Promise<string> {
  const text = await read(ports.http, signal).catch((cause: unknown) => {
    signal.throwIfAborted();
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${WHO_AM_I} did not tell: ${words}`, { cause });
  });
  const address = text.trim();
  if (getAddressVersion(address) === undefined)
    throw new Error(`${WHO_AM_I} said "${address.slice(0, SHOWN)}"`);
  return address;
}

async function read(http: PartContext['ports']['http'], signal: AbortSignal): Promise<string> {
  const { status, body } = await http.get(WHO_AM_I, { signal });
  let text = '';
  for await (const chunk of body) text += chunk;
  return status === 200 ? text : '';
}
