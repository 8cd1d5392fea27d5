/**
 * How files travel, packed by gzip: the path of a root, then records. A record is one byte for its kind, a path below the
 * root with `/` between its parts ('' for the root itself), and for a file when it was changed, in seconds since the epoch,
 * its pieces and an empty piece. A record that says so ends it all, so that a stream cut short is noticed. Numbers
 * are little-endian, as .NET reads them; texts are their length in bytes and UTF-8.
 */
export const END = 0;
export const FOLDER = 1;
export const FILE = 2;

const NUMBER_BYTES = 4;
const TIME_BYTES = 8;

export function writeNumber(value: number): Buffer {
  const bytes = Buffer.alloc(NUMBER_BYTES);
  bytes.writeInt32LE(value);
  return bytes;
}

export function writeText(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([writeNumber(bytes.length), bytes]);
}

function writeTime(seconds: number): Buffer {
  const bytes = Buffer.alloc(TIME_BYTES);
  bytes.writeBigInt64LE(BigInt(seconds));
  return bytes;
}

export function writeFolder(path: string): Buffer {
  return Buffer.concat([Buffer.from([FOLDER]), writeText(path)]);
}

/** @param seconds when it was changed; 0 for now */
export async function* writeFile(
  path: string,
  content: AsyncIterable<Buffer> | Iterable<Buffer>,
  seconds = 0,
): AsyncGenerator<Buffer> {
  yield Buffer.concat([Buffer.from([FILE]), writeText(path), writeTime(seconds)]);
  for await (const piece of content) {
    if (piece.length === 0) continue;
    yield writeNumber(piece.length);
    yield piece;
  }
  yield writeNumber(0);
}

export const endOfFrames = Buffer.from([END]);

/** Reads such a stream piece by piece. */
export interface FrameReader {
  byte(): Promise<number>;
  number(): Promise<number>;
  text(): Promise<string>;
  time(): Promise<number>;
  /** The pieces of a file up to its empty one. */
  pieces(): AsyncGenerator<Buffer>;
}

/** @throws Error when the stream ends within what is read */
export function createFrameReader(stream: AsyncIterable<Buffer>): FrameReader {
  const source = stream[Symbol.asyncIterator]();
  let waiting: Buffer[] = [];
  let length = 0;
  const read = async (count: number): Promise<Buffer> => {
    while (length < count) {
      const { value, done } = await source.next();
      if (done) throw new Error('the stream ended before its end');
      waiting.push(value);
      length += value.length;
    }
    const all = waiting.length === 1 ? (waiting[0] as Buffer) : Buffer.concat(waiting);
    waiting = [all.subarray(count)];
    length -= count;
    return all.subarray(0, count);
  };
  const number = async () => (await read(NUMBER_BYTES)).readInt32LE();
  return {
    byte: async () => (await read(1)).readUInt8(),
    number,
    text: async () => (await read(await number())).toString(),
    time: async () => Number((await read(TIME_BYTES)).readBigInt64LE()),
    async *pieces() {
      for (let size = await number(); size > 0; size = await number()) yield await read(size);
    },
  };
}
