import { quote } from '../../text/quote';
import { failArgument } from '../failure';
import { type Address, formatAddress, parseAddress } from './address';

/** A block of addresses: those that share the first `length` bits. */
export interface Network {
  /** With all bits of the hosts zero. */
  readonly address: Address;
  readonly length: number;
}

/** Reads `10.0.0.0/8`, the first argument of a call. Bits of a host in it do not count, as in Go. */
export function networkOf(text: string): Network {
  const [, host = '', digits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const address = parseAddress(host);
  const length = Number(digits);
  if (address === undefined || digits === '' || length > address.width)
    return failArgument(
      0,
      `invalid CIDR expression: ${quote(text)} is no block of addresses, such as "10.0.0.0/8" or "fd00::/64"`,
    );
  return unmapped({ address: masked(address, length), length });
}

/** A block of IPv4 addresses written as IPv6 is one of IPv4. */
function unmapped({ address, length }: Network): Network {
  if (address.width === 32 || length < 96 || address.bits >> 32n !== 0xffffn) return { address, length };
  return { address: { width: 32, bits: address.bits & 0xffffffffn }, length: length - 96 };
}

/** The address with everything after the first `length` bits zero. */
export function masked({ width, bits }: Address, length: number): Address {
  const rest = BigInt(width - length);
  return { width, bits: (bits >> rest) << rest };
}

export function formatNetwork({ address, length }: Network): string {
  return `${formatAddress(address)}/${length}`;
}
