import { mapInOrder } from './map-in-order';

/** How much is compressed by itself: who wants a byte of it must decompress all of it. */
export const pieceLength = 4 * 2 ** 20;

/** A frame that decompressors skip, of the kind that holds a table; and the mark at its end. */
const skippableMagic = 0x18_4d_2a_5e;
const tableMagic = 0x8f_92_ea_b1;
const footerLength = 9;
const entryLength = 8;

interface Frame {
  readonly bytes: Buffer;
  /** Bytes that it stands for. */
  readonly length: number;
}

/**
 * Compresses pieces by zstd in the "Zstandard Seekable Format" 0.1: each is a frame by itself, and a table at the end, in
 * a frame that decompressors skip, says how long each is. So every program that reads zstd reads it, and those that know
 * the format may jump.
 *
 * @param compress makes one frame of a piece; zeros of one length are compressed only once, and looked
 * at only once when they are given as the same object
 */
export async function* makeSeekable(
  pieces: AsyncIterable<Buffer>,
  compress: (piece: Buffer) => Promise<Buffer>,
): AsyncGenerator<Buffer> {
  const entries: Buffer[] = [];
  const frames = mapInOrder(pieces, compressOnce(compress));
  for await (const { bytes, length } of frames) {
    entries.push(makeEntry(bytes.length, length));
    yield bytes;
  }
  yield makeTable(entries);
}

function compressOnce(compress: (piece: Buffer) => Promise<Buffer>): (piece: Buffer) => Promise<Frame> {
  const zeros = Buffer.alloc(pieceLength);
  const known = new Map<number, Promise<Buffer>>();
  // Looking whether all is zero takes its time where there are many GiB of it.
  const zeroPieces = new WeakSet<Buffer>();
  return async (piece) => {
    const { length } = piece;
    const isZero = zeroPieces.has(piece) || piece.equals(zeros.subarray(0, length));
    if (!isZero) return { bytes: await compress(piece), length };
    zeroPieces.add(piece);
    const bytes = known.get(length) ?? compress(piece);
    known.set(length, bytes);
    return { bytes: await bytes, length };
  };
}

function makeEntry(compressed: number, length: number): Buffer {
  const entry = Buffer.alloc(entryLength);
  entry.writeUInt32LE(compressed, 0);
  entry.writeUInt32LE(length, 4);
  return entry;
}

/** No checksums in it: each frame has its own. */
function makeTable(entries: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(skippableMagic, 0);
  header.writeUInt32LE(entries.length * entryLength + footerLength, 4);
  const footer = Buffer.alloc(footerLength);
  footer.writeUInt32LE(entries.length, 0);
  footer.writeUInt32LE(tableMagic, 5);
  return Buffer.concat([header, ...entries, footer]);
}
