import { PIECE, type PieceWriter, writePieces } from './sftp-pieces';

/** Keeps what is written to it at its place, each piece after so many turns. */
function createWriter(file: Buffer, turns: number): PieceWriter & { readonly lengths: number[] } {
  const lengths: number[] = [];
  return {
    lengths,
    async write(bytes, position) {
      lengths.push(bytes.length);
      for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
      bytes.copy(file, position);
    },
  };
}

async function* chunks(content: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += length) yield content.subarray(at, at + length);
}

test('pieces of several writers make the whole file, and the quicker one writes more of it', async () => {
  const content = Buffer.alloc(60 * PIECE + 7, 'no piece is like another one');
  const file = Buffer.alloc(content.length);
  const [quick, slow] = [createWriter(file, 1), createWriter(file, 50)];
  expect(await writePieces([slow, quick], chunks(content, 2 ** 18))).toBe(content.length);
  expect(file.equals(content)).toBe(true);
  expect(quick.lengths.length).toBeGreaterThan(slow.lengths.length);
  expect(Math.max(...quick.lengths, ...slow.lengths)).toBe(PIECE);
});

test('a piece that cannot be written ends the writing', async () => {
  const broken: PieceWriter = { write: () => Promise.reject(new Error('No space left on device')) };
  await expect(writePieces([broken], chunks(Buffer.alloc(100 * PIECE), PIECE))).rejects.toThrow('No space');
});
