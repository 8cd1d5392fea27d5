/** Reads a protocol that mixes lines and counted bytes. */
export interface ProtocolReader {
  /** Up to the line end, without it; undefined at the end of the input. */
  readLine(): Promise<string | undefined>;
  readByte(): Promise<number | undefined>;
  /** The next so many bytes, as they come; they must be read before anything else is. */
  take(size: number): AsyncGenerator<Buffer>;
}

export function createProtocolReader(input: AsyncIterable<Buffer>): ProtocolReader {
  const source = input[Symbol.asyncIterator]();
  let kept: Buffer = Buffer.alloc(0);
  const fill = async (): Promise<boolean> => {
    const next = await source.next();
    if (next.done) return false;
    kept = kept.length === 0 ? next.value : Buffer.concat([kept, next.value]);
    return true;
  };
  const cut = (size: number): Buffer => {
    const piece = kept.subarray(0, size);
    kept = kept.subarray(piece.length);
    return piece;
  };
  return {
    async readLine() {
      while (!kept.includes(LINE_END)) if (!(await fill())) return undefined;
      return cut(kept.indexOf(LINE_END) + 1)
        .toString()
        .slice(0, -1);
    },
    async readByte() {
      while (kept.length === 0) if (!(await fill())) return undefined;
      return cut(1)[0];
    },
    async *take(size) {
      for (let left = size; left > 0; ) {
        if (kept.length === 0 && !(await fill()))
          throw new Error('The sender stopped in the middle of a file.');
        const piece = cut(left);
        left -= piece.length;
        yield piece;
      }
    },
  };
}

const LINE_END = 0x0a;
