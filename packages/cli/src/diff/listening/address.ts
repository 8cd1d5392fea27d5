import type { Listener } from '../difference';

type Place = Pick<Listener, 'address' | 'port' | 'protocol'>;

const largestPort = 65_535;
const everywhere = ['0.0.0.0', '*', '[::]', '::'];

/** `80`, `0.0.0.0:80`, `[::1]:80`, `:80`; undefined for sockets that are files and for what is no port. */
export function parseListen(text: string | undefined, protocol: Listener['protocol'] = 'tcp') {
  return text === undefined ? undefined : parseAddress(text, protocol);
}

export function parseAddress(text: string, protocol: Listener['protocol']): Place | undefined {
  const [, address = '', digits = ''] = /^(?:(.*):)?(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (digits === '' || port > largestPort || port === 0 || address.startsWith('/')) return undefined;
  return { protocol, port, ...(address !== '' && !everywhere.includes(address) && { address }) };
}
