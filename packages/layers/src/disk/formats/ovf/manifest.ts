import { createHash } from 'node:crypto';

/** A file of a package with its SHA-256, in hexadecimal digits. */
export interface Summed {
  readonly file: string;
  readonly sum: string;
}

/** DSP0243, "OVF package manifest": one line for each file but itself, in the order in which they come. */
export function makeManifest(files: readonly Summed[]): Buffer {
  return Buffer.from(files.map(({ file, sum }) => `SHA256(${file})= ${sum}\n`).join(''));
}

export function sumOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
