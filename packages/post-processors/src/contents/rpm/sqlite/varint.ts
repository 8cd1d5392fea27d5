/** A number of SQLite's files: seven bits a byte, the highest first, eight in a ninth. */
export interface Varint {
  readonly value: number;
  /** Where what follows begins. */
  readonly next: number;
}

const longest = 9;

/** Reads one. Numbers beyond 2^53, which no honest size or row has, lose their last bits. */
export function readVarint(bytes: Buffer, start: number): Varint {
  let value = 0;
  for (let index = 0; index < longest; index++) {
    const byte = bytes.readUInt8(start + index);
    if (index === longest - 1) return { value: value * 256 + byte, next: start + longest };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, next: start + index + 1 };
  }
  throw new Error('a varint has at most nine bytes');
}
