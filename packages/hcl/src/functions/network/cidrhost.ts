import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { textOf, wholeOf } from '../access';
import { define, parameter } from '../define';
import { failArgument } from '../failure';
import { formatAddress } from './address';
import { networkOf } from './network';

export const cidrhost = define({
  description: 'The address of a host in a block, counted from its start, or from its end when negative.',
  parameters: [parameter.string('prefix'), parameter.number('hostnum')],
  returns: Type.string,
  call([prefix, hostnum]) {
    const { address, length } = networkOf(textOf(prefix));
    const { width, bits } = address;
    const host = wholeOf(hostnum, 1);
    const size = 1n << BigInt(width - length);
    if (host >= size || host < -size)
      return failArgument(1, `prefix of ${length} does not accommodate a host numbered ${host}`);
    return Value.string(formatAddress({ width, bits: bits + (host < 0n ? size + host : host) }));
  },
});
