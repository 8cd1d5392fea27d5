/** The largest value that fits a header field of so many bytes as octal digits with an end mark. */
export function getOctalLimit(length: number): number {
  return 8 ** (length - 1) - 1;
}

export function writeOctal(block: Buffer, value: number, field: Field): void {
  block.write(value.toString(8).padStart(field.length - 1, '0'), field.start, 'latin1');
}

/** Where a header holds a value. */
export interface Field {
  readonly start: number;
  readonly length: number;
}

const space = 0x20;
const zero = 0x30;

/** Reads a number in octal, or in GNU's base 256 (first bit set); undefined when it is neither. */
export function readNumber(block: Buffer, field: Field): number | undefined {
  const end = field.start + field.length;
  if ((block[field.start] as number) & 0x80) return readBase256(block.subarray(field.start, end));
  let at = field.start;
  while (at < end && isFiller(block[at] as number)) at++;
  let value = 0;
  for (; at < end && !isFiller(block[at] as number); at++) {
    const digit = (block[at] as number) - zero;
    if (digit < 0 || digit > 7) return undefined;
    value = value * 8 + digit;
  }
  return value;
}

function isFiller(byte: number): boolean {
  return byte === 0 || byte === space;
}

function readBase256(bytes: Buffer): number | undefined {
  const negative = ((bytes[0] as number) & 0x40) !== 0;
  let value = negative ? -1 : (bytes[0] as number) & 0x3f;
  for (const byte of bytes.subarray(1)) value = value * 256 + byte;
  return Number.isSafeInteger(value) ? value : undefined;
}
