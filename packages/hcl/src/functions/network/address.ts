import { isIPv4, isIPv6 } from 'node:net';

/** An IP address as a number of its family's width. */
export interface Address {
  /** 32 for IPv4, 128 for IPv6. */
  readonly width: 32 | 128;
  readonly bits: bigint;
}

const groupBits = 16n;
const groups = 8;
/** `::ffff:0:0/96`: IPv4 addresses written as IPv6, which Go takes for IPv4. */
const mappedPrefix = 0xffffn;

/** Reads an address, strictly: no leading zeros, no zone. Undefined when it is none. */
export function parseAddress(text: string): Address | undefined {
  if (isIPv4(text)) return { width: 32, bits: ipv4Bits(text) };
  if (!isIPv6(text) || text.includes('%')) return undefined;
  return { width: 128, bits: ipv6Bits(text) };
}

function ipv4Bits(text: string): bigint {
  return text.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function ipv6Bits(text: string): bigint {
  const [head = '', tail] = withoutDots(text).split('::');
  const before = groupsOf(head);
  const after = tail === undefined ? [] : groupsOf(tail);
  const zeros = Array<bigint>(groups - before.length - after.length).fill(0n);
  return [...before, ...zeros, ...after].reduce((bits, group) => (bits << groupBits) | group, 0n);
}

/** `::ffff:1.2.3.4` as `::ffff:102:304`. */
function withoutDots(text: string): string {
  const dotted = /\d+\.\d+\.\d+\.\d+$/.exec(text);
  if (dotted === null) return text;
  const bits = ipv4Bits(dotted[0]);
  return `${text.slice(0, dotted.index)}${(bits >> groupBits).toString(16)}:${(bits & 0xffffn).toString(16)}`;
}

function groupsOf(text: string): readonly bigint[] {
  return text === '' ? [] : text.split(':').map((group) => BigInt(`0x${group}`));
}

/** The address as Go writes it: IPv6 by RFC 5952, an IPv4 address within IPv6 as IPv4. */
export function formatAddress({ width, bits }: Address): string {
  if (width === 32 || bits >> 32n === mappedPrefix) return formatIpv4(bits & 0xffffffffn);
  const texts = Array.from({ length: groups }, (_, i) =>
    ((bits >> (groupBits * BigInt(groups - 1 - i))) & 0xffffn).toString(16),
  );
  const run = longestZeros(texts);
  if (run === undefined) return texts.join(':');
  return `${texts.slice(0, run.start).join(':')}::${texts.slice(run.end).join(':')}`;
}

function formatIpv4(bits: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 0xffn).join('.');
}

/** The first of the longest runs of zero groups, of two at least: it is written `::`. */
function longestZeros(
  texts: readonly string[],
): { readonly start: number; readonly end: number } | undefined {
  let longest: { start: number; end: number } | undefined;
  for (let start = 0; start < texts.length; start++) {
    let end = start;
    while (texts[end] === '0') end++;
    if (end - start >= 2 && end - start > (longest ? longest.end - longest.start : 0))
      longest = { start, end };
    if (end > start) start = end;
  }
  return longest;
}
