/** A stream in two parts: a short one that is read, and the long rest. */
export interface Parted {
  readonly head: Buffer;
  readonly rest: AsyncGenerator<Buffer>;
}

/** Reads a stream up to a mark of two bytes, which belongs to neither part. Undefined when it never comes. */
export async function readHead(
  bytes: AsyncGenerator<Buffer>,
  mark: readonly [number, number],
): Promise<Parted | undefined> {
  const [first, second] = mark;
  const pieces: Buffer[] = [];
  let last: number | undefined;
  // By hand, because a loop that is left would end the stream.
  for (;;) {
    const { value: piece, done } = await bytes.next();
    if (done) return undefined;
    const isSplit = last === first && piece[0] === second;
    const at = isSplit ? -1 : piece.indexOf(Buffer.from(mark));
    if (isSplit || at !== -1) {
      const head = Buffer.concat([...pieces, piece.subarray(0, Math.max(0, at))]);
      return {
        head: isSplit ? head.subarray(0, -1) : head,
        rest: continueWith(piece.subarray(at + mark.length), bytes),
      };
    }
    pieces.push(piece);
    last = piece.at(-1) ?? last;
  }
}

async function* continueWith(first: Buffer, bytes: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  yield* bytes;
}
