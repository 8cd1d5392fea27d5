/** Takes bytes from a stream of pieces in portions of one's own size, without copying where one piece has them all. */
export interface ByteSource {
  /** Exactly so many bytes; undefined when the stream has ended before the first; fewer when it ends in between. */
  take(count: number): Promise<Buffer | undefined>;
  /** What is at hand, at most so many bytes; undefined at the end. */
  some(limit: number): Promise<Buffer | undefined>;
  /** Reads to the end, for the sake of those who see the bytes pass (digests). */
  drain(): Promise<void>;
  /** Tells the stream that nothing more is wanted. */
  close(): Promise<void>;
}

export function openByteSource(stream: AsyncIterable<Uint8Array>): ByteSource {
  const pieces = stream[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);

  const fill = async (): Promise<boolean> => {
    while (rest.length === 0) {
      const next = await pieces.next();
      if (next.done === true) return false;
      rest = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
    }
    return true;
  };
  const some = async (limit: number): Promise<Buffer | undefined> => {
    if (rest.length === 0 && !(await fill())) return undefined;
    const bytes = rest.subarray(0, limit);
    rest = rest.subarray(bytes.length);
    return bytes;
  };
  return {
    some,
    async take(count) {
      const first = await some(count);
      if (first === undefined || first.length === count) return first;
      return gather(first, count, some);
    },
    async drain() {
      while ((await some(Number.POSITIVE_INFINITY)) !== undefined);
    },
    async close() {
      await pieces.return?.();
    },
  };
}

async function gather(
  first: Buffer,
  count: number,
  some: (limit: number) => Promise<Buffer | undefined>,
): Promise<Buffer> {
  const parts = [first];
  let missing = count - first.length;
  while (missing > 0) {
    const part = await some(missing);
    if (part === undefined) break;
    parts.push(part);
    missing -= part.length;
  }
  return Buffer.concat(parts);
}
