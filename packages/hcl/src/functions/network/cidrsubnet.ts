import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { textOf, wholeOf } from '../access';
import { define, parameter } from '../define';
import { failArgument } from '../failure';
import { formatNetwork, networkOf } from './network';

/** As upstream, where the number of a subnet had to fit 32 bits. */
export const mostNewBits = 32n;

export const cidrsubnet = define({
  description: 'One of the equal parts that a block of addresses falls into when its prefix is made longer.',
  parameters: [parameter.string('prefix'), parameter.number('newbits'), parameter.number('netnum')],
  returns: Type.string,
  call([prefix, newbits, netnum]) {
    const { address, length } = networkOf(textOf(prefix));
    const more = wholeOf(newbits, 1);
    const number = wholeOf(netnum, 2);
    if (more > mostNewBits) return failArgument(1, `may not extend prefix by more than ${mostNewBits} bits`);
    if (more < 0n) return failArgument(1, 'a prefix cannot be made shorter: 0 or more bits are required');
    const longer = length + Number(more);
    if (longer > address.width)
      return failArgument(1, `insufficient address space to extend prefix of ${length} by ${more}`);
    if (number >= 1n << more || number < 0n)
      return failArgument(2, `prefix extension of ${more} does not accommodate a subnet numbered ${number}`);
    const place = BigInt(address.width - longer);
    const bits = address.bits | (number << place);
    return Value.string(formatNetwork({ address: { ...address, bits }, length: longer }));
  },
});
