import { defineText } from '../define';
import { formatAddress } from './address';
import { masked, networkOf } from './network';

export const cidrnetmask = defineText('The netmask of a block of addresses.', ['prefix'], (prefix) => {
  const { address, length } = networkOf(prefix);
  const ones = (1n << BigInt(address.width)) - 1n;
  return formatAddress(masked({ ...address, bits: ones }, length));
});
