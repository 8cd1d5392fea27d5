/** Where the two halves of a number stand that ext4 has widened over the years. */
export interface SplitField {
  readonly low: number;
  readonly high: number;
}

const halfRange = 0x1_0000;
const wordRange = 0x1_0000_0000;

/** A number whose halves have 16 bits each. */
export function readHalves(bytes: Buffer, { low, high }: SplitField): number {
  return bytes.readUInt16LE(low) + bytes.readUInt16LE(high) * halfRange;
}

export function writeHalves(bytes: Buffer, { low, high }: SplitField, value: number): void {
  bytes.writeUInt16LE(value % halfRange, low);
  bytes.writeUInt16LE(Math.floor(value / halfRange), high);
}

/** A number whose halves have 32 bits each; all that is stored here fits in 53. */
export function readWords(bytes: Buffer, { low, high }: SplitField): number {
  return bytes.readUInt32LE(low) + bytes.readUInt32LE(high) * wordRange;
}

export function writeWords(bytes: Buffer, { low, high }: SplitField, value: number): void {
  bytes.writeUInt32LE(value % wordRange, low);
  bytes.writeUInt32LE(Math.floor(value / wordRange), high);
}

/** A block's number: 32 bits and 16 more. `at` is where the structure begins that has the field. */
export function readBlockNumber(bytes: Buffer, { low, high }: SplitField, at = 0): number {
  return bytes.readUInt32LE(at + low) + bytes.readUInt16LE(at + high) * wordRange;
}

export function writeBlockNumber(bytes: Buffer, { low, high }: SplitField, value: number, at = 0): void {
  bytes.writeUInt32LE(value % wordRange, at + low);
  bytes.writeUInt16LE(Math.floor(value / wordRange), at + high);
}
