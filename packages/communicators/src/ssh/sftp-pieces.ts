/** As large as OpenSSH's server takes at once (256 KiB less what is around it). */
export const PIECE = 255 * 1024;
/** How many pieces of a file are on the way at a time, for each that writes: more than a server's window of 2 MiB holds. */
const AHEAD = 16;

/** Writes pieces of one file, each at its place, in any order. */
export interface PieceWriter {
  write(bytes: Buffer, position: number): Promise<void>;
}

/**
 * Writes a file in pieces, each by the writer that has the least to do.
 *
 * @returns how many bytes there were
 */
export async function writePieces(
  writers: readonly PieceWriter[],
  content: AsyncIterable<Buffer | string>,
): Promise<number> {
  const pending = new Set<Promise<void>>();
  const busy = writers.map((writer) => ({ writer, waiting: 0 }));
  let position = 0;
  for await (const chunk of content) {
    const bytes = Buffer.from(chunk as Buffer);
    for (let start = 0; start < bytes.length; start += PIECE) {
      const piece = bytes.subarray(start, start + PIECE);
      const chosen = busy.reduce((best, each) => (each.waiting < best.waiting ? each : best));
      chosen.waiting += piece.length;
      const writing = chosen.writer.write(piece, position);
      position += piece.length;
      pending.add(writing);
      // It is awaited below, whatever comes of it: one that failed stays, to be found.
      writing.then(
        () => {
          chosen.waiting -= piece.length;
          pending.delete(writing);
        },
        () => {},
      );
      if (pending.size >= AHEAD * writers.length) await Promise.race(pending);
    }
  }
  await Promise.all(pending);
  return position;
}
