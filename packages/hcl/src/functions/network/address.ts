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
  const short = ipv4Bits(text);
  if (short !== undefined) return { width: 32, bits: short };
  const long = ipv6Bits(text);
  return long === undefined ? undefined : { width: 128, bits: long };
}

function ipv4Bits(text: string): bigint | undefined {
  const parts = text.split('.', 5);
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part))) return undefined;
  if (parts.some((part) => Number(part) > 255)) return undefined;
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

/** Eight groups; `::` stands for one or more that are zero. */
function ipv6Bits(text: string): bigint | undefined {
  const sides = (withoutDots(text) ?? '').split('::', 3).map(groupsOf);
  const [before, after = []] = sides;
  if (!before || sides.length > 2 || sides.includes(undefined)) return undefined;
  const missing = groups - before.length - after.length;
  if (sides.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const zeros = Array<bigint>(missing).fill(0n);
  return [...before, ...zeros, ...after].reduce((bits, group) => (bits << groupBits) | group, 0n);
}

/** `::ffff:1.2.3.4` as `::ffff:102:304`; undefined when what has dots is no address. */
function withoutDots(text: string): string | undefined {
  const colon = text.lastIndexOf(':');
  if (colon < 0 || !text.includes('.')) return text;
  const bits = ipv4Bits(text.slice(colon + 1));
  if (bits === undefined) return undefined;
  return `${text.slice(0, colon + 1)}${(bits >> groupBits).toString(16)}:${(bits & 0xffffn).toString(16)}`;
}

function groupsOf(text: string): readonly bigint[] | undefined {
  if (text === '') return [];
  const parts = text.split(':', groups + 1);
  return parts.every((part) => /^[\da-fA-F]{1,4}$/.test(part))
    ? parts.map((part) => BigInt(`0x${part}`))
    : undefined;
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
