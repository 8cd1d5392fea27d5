import { createHash } from 'node:crypto';

/** Bytes by which disks are compared: many page ranges of 512 bytes, and few enough digests for a large disk. */
export const blockSize = 64 * 1024;

/** What a disk holds, block by block: enough to tell two disks apart without reading either. */
export interface BlockMap {
  /** Bytes of the disk. */
  readonly size: number;
  /** sha256 in base64 of each block that is not all zeros, by its number from 0, in order. */
  readonly blocks: ReadonlyMap<number, string>;
}

export function hashBlock(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64');
}

/** One name for all that is on a disk, in hexadecimal digits. Equal disks have equal names. */
export function getDiskDigest(map: BlockMap): string {
  return createHash('sha256').update(formatBlockMap(map)).digest('hex');
}

const version = 1;

/** Text of a map, the same for the same disk. */
export function formatBlockMap({ size, blocks }: BlockMap): string {
  return JSON.stringify({ version, blockSize, size, blocks: [...blocks] });
}

/** Undefined for anything that `formatBlockMap` did not write. */
export function parseBlockMap(text: string): BlockMap | undefined {
  try {
    const parsed = Object(JSON.parse(text));
    const isOurs = parsed.version === version && parsed.blockSize === blockSize;
    if (!isOurs || typeof parsed.size !== 'number' || !isBlocks(parsed.blocks)) return undefined;
    return { size: parsed.size, blocks: new Map(parsed.blocks) };
  } catch {
    return undefined;
  }
}

function isBlocks(value: unknown): value is [number, string][] {
  return (
    Array.isArray(value) &&
    value.every((each) => Array.isArray(each) && typeof each[0] === 'number' && typeof each[1] === 'string')
  );
}
