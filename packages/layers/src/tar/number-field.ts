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

/** Reads a number in octal, or in GNU's base 256 (first bit set); undefined when it is neither. */
export function readNumber(block: Buffer, field: Field): number | undefined {
  const bytes = block.subarray(field.start, field.start + field.length);
  if ((bytes[0] as number) & 0x80) return readBase256(bytes);
  const text = bytes
    .toString('latin1')
    .replace(/[\0 ]+$/, '')
    .replace(/^[ \0]+/, '');
  if (text === '') return 0;
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : undefined;
}

function readBase256(bytes: Buffer): number | undefined {
  const negative = ((bytes[0] as number) & 0x40) !== 0;
  let value = negative ? -1 : (bytes[0] as number) & 0x3f;
  for (const byte of bytes.subarray(1)) value = value * 256 + byte;
  return Number.isSafeInteger(value) ? value : undefined;
}
