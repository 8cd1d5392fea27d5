import { BlockList, isIPv4 } from 'node:net';

/** Whether it is a range of IPv4 with no bits beyond its length. */
export function isRange(range: string): boolean {
  const { address, length } = splitRange(range);
  if (!isIPv4(address) || !(length >= 0 && length <= 32)) return false;
  return length === 32 || toNumber(address) % 2 ** (32 - length) === 0;
}

/** Whether all of a range is in another. */
export function containsRange(whole: string, part: string): boolean {
  const [outer, inner] = [splitRange(whole), splitRange(part)];
  const block = new BlockList();
  block.addSubnet(outer.address, outer.length);
  return inner.length >= outer.length && block.check(inner.address);
}

/** The address with this number in a range: the first four are Azure's own. */
export function pickAddress(range: string, number: number): string {
  const value = toNumber(splitRange(range).address) + number;
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

function splitRange(range: string): { readonly address: string; readonly length: number } {
  const [address = '', length = ''] = range.split('/');
  return { address, length: /^\d{1,2}$/.test(length) ? Number(length) : Number.NaN };
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
