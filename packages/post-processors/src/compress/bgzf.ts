import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';
import { cut, mapInOrder } from '@strata/sdk/pieces';
import { getTrailer } from './gzip';

const deflate = promisify<Buffer, object, Buffer>(deflateRaw);

/** As htslib cuts: what does not get smaller still fits in a block. */
const BLOCK_LENGTH = 0xff00;
const HEADER_LENGTH = 18;
const TRAILER_LENGTH = 8;
/** An empty block, deflated. */
const NOTHING = Buffer.from([3, 0]);

/** Compresses by BGZF: gzip in members of 64 KiB at most, each with its length, so that readers may jump (SAM, 4.1). */
export async function* bgzf(bytes: AsyncIterable<Buffer>, level: number | undefined): AsyncGenerator<Buffer> {
  const options = level === undefined ? {} : { level };
  yield* mapInOrder(cut(bytes, BLOCK_LENGTH), async (block) =>
    getMember(await deflate(block, options), crc32(block), block.length),
  );
  // The mark that nothing was cut off.
  yield getMember(NOTHING, 0, 0);
}

function getMember(deflated: Buffer, sum: number, size: number): Buffer {
  const header = Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, 6, 0, 0x42, 0x43, 2, 0, 0, 0]);
  header.writeUInt16LE(HEADER_LENGTH + deflated.length + TRAILER_LENGTH - 1, 16);
  return Buffer.concat([header, deflated, getTrailer(sum, size)]);
}
