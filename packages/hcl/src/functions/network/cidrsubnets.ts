import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { textOf, wholeOf } from '../access';
import { define, parameter } from '../define';
import { failArgument } from '../failure';
import { mostNewBits } from './cidrsubnet';
import { formatNetwork, type Network, networkOf } from './network';

export const cidrsubnets = define({
  description: 'Consecutive parts of a block of addresses, each by the bits that its prefix is longer.',
  parameters: [parameter.string('prefix')],
  variadic: parameter.number('newbits'),
  returns: Type.list(Type.string),
  call([prefix, ...newbits]) {
    const whole = networkOf(textOf(prefix));
    const made: Network[] = [];
    for (const [i, bits] of newbits.entries()) {
      const argument = i + 1;
      const length = whole.length + lengthening(wholeOf(bits, argument), whole, argument);
      made.push(nextNetwork({ whole, last: made.at(-1), length, argument }));
    }
    return Value.list(
      Type.string,
      made.map((network) => Value.string(formatNetwork(network))),
    );
  },
});

function lengthening(bits: bigint, { address, length }: Network, argument: number): number {
  if (bits < 1n) failArgument(argument, 'must extend prefix by at least one bit');
  if (bits > mostNewBits) failArgument(argument, `may not extend prefix by more than ${mostNewBits} bits`);
  const family = address.width === 32 ? 'IPv4' : 'IPv6';
  const longer = length + Number(bits);
  if (longer > address.width)
    failArgument(
      argument,
      `would extend prefix to ${longer} bits, which is too long for an ${family} address`,
    );
  return Number(bits);
}

interface Wanted {
  readonly whole: Network;
  readonly last: Network | undefined;
  readonly length: number;
  readonly argument: number;
}

/** The first part of that length behind the last one. */
function nextNetwork({ whole, last, length, argument }: Wanted): Network {
  const { width } = whole.address;
  const size = 1n << BigInt(width - length);
  const from = last ? last.address.bits + (1n << BigInt(width - last.length)) : whole.address.bits;
  const bits = ((from + size - 1n) / size) * size;
  const end = whole.address.bits + (1n << BigInt(width - whole.length));
  if (last && bits + size > end)
    return failArgument(
      argument,
      `not enough remaining address space for a subnet with a prefix of ${length} bits after ${formatNetwork(last)}`,
    );
  return { address: { width, bits }, length };
}
