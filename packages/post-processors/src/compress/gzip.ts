import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';
import { cut, mapInOrder } from '@strata/sdk/pieces';

const deflate = promisify<Buffer, object, Buffer>(deflateRaw);

const BLOCK_LENGTH = 1024 * 1024;
/** RFC 1952, 2.3: deflated, no flags, no time, an unknown system. */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** RFC 1951, 3.2.3: a last block of fixed codes that holds nothing. */
const LAST_BLOCK = Buffer.from([3, 0]);

/**
 * Compresses by gzip, several blocks at a time. Each block is deflated by itself to a border of bytes, so that they make
 * one stream of one member, which every reader takes; how many are worked on at a time does not show in it.
 */
export async function* gzip(bytes: AsyncIterable<Buffer>, level: number | undefined): AsyncGenerator<Buffer> {
  let sum = 0;
  let size = 0;
  const options = { finishFlush: constants.Z_SYNC_FLUSH, ...(level !== undefined && { level }) };
  const blocks = mapInOrder(cut(bytes, BLOCK_LENGTH), (block) => {
    sum = crc32(block, sum);
    size += block.length;
    return deflate(block, options);
  });
  yield HEADER;
  yield* blocks;
  yield Buffer.concat([LAST_BLOCK, getTrailer(sum, size)]);
}

/** RFC 1952, 2.3.1: checksum and length of what was compressed, the length without what 32 bits do not hold. */
export function getTrailer(sum: number, size: number): Buffer {
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(sum, 0);
  trailer.writeUInt32LE(size % 2 ** 32, 4);
  return trailer;
}
