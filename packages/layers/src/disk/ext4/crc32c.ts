/** The polynomial of CRC-32C (Castagnoli), bits reversed. */
const polynomial = 0x82f63b78;

/** `tables[n][byte]` is what a byte adds that has `n` more bytes behind it: four bytes are taken at once. */
const tables = makeTables();

function makeTables(): readonly [Uint32Array, Uint32Array, Uint32Array, Uint32Array] {
  const first = new Uint32Array(256).map((_, byte) => {
    let sum = byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ polynomial : sum >>> 1;
    return sum;
  });
  const push = (table: Uint32Array) => table.map((sum) => (sum >>> 8) ^ (first[sum & 0xff] as number));
  const second = push(first);
  const third = push(second);
  return [first, second, third, push(third)];
}

/** What every sum of ext4 begins with. */
export const crcStart = 0xffffffff;

/**
 * Carries a CRC-32C on over more bytes. As ext4 uses it, it is not inverted at the end (Documentation/filesystems/ext4,
 * checksums).
 */
export function crc32c(sum: number, bytes: Uint8Array, from = 0, to = bytes.length): number {
  const [first] = tables;
  let value = sum;
  let at = from;
  for (; at + 4 <= to; at += 4) value = addWord(value, getWord(bytes, at));
  for (; at < to; at++) value = (value >>> 8) ^ (first[(value ^ (bytes[at] as number)) & 0xff] as number);
  return value >>> 0;
}

function addWord(sum: number, word: number): number {
  const [first, second, third, fourth] = tables;
  const value = sum ^ word;
  return (
    (fourth[value & 0xff] as number) ^
    (third[(value >>> 8) & 0xff] as number) ^
    (second[(value >>> 16) & 0xff] as number) ^
    (first[value >>> 24] as number)
  );
}

function getWord(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}

/** Carries a sum on over numbers of 32 bits, lowest byte first. */
export function crcNumbers(sum: number, ...values: readonly number[]): number {
  return values.reduce((before, value) => addWord(before, value) >>> 0, sum);
}
