import { readVarint } from './varint';

export type Value = number | string | Buffer | null;

/** Bytes of a value by its serial type: numbers first, then 8 and 9, which are the numbers 0 and 1 themselves. */
const numberSizes = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0] as const;
const zero = 8;
const one = 9;
const float = 7;
const firstBlob = 12;

/** The columns of a row. Integers beyond 48 bits are rounded. */
export function readRecord(payload: Buffer): readonly Value[] {
  const { value: headerSize, next } = readVarint(payload, 0);
  const values: Value[] = [];
  let at = headerSize;
  for (let head = next; head < headerSize; ) {
    const type = readVarint(payload, head);
    head = type.next;
    const size = getSize(type.value);
    values.push(readValue(type.value, payload.subarray(at, at + size)));
    at += size;
  }
  return values;
}

function getSize(type: number): number {
  if (type < firstBlob) return numberSizes[type] ?? 0;
  return Math.floor((type - firstBlob) / 2);
}

function readValue(type: number, bytes: Buffer): Value {
  if (type === 0) return null;
  if (type === zero) return 0;
  if (type === one) return 1;
  if (type === float) return bytes.readDoubleBE(0);
  if (type >= firstBlob) return type % 2 === 0 ? bytes : bytes.toString('utf8');
  return bytes.length > 6 ? Number(bytes.readBigInt64BE(0)) : bytes.readIntBE(0, bytes.length);
}
