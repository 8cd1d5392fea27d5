import { cut } from './cut';
import { mapInOrder } from './map-in-order';
import { makeSeekable } from './seekable-zstd';

async function* give<T>(...pieces: readonly T[]): AsyncGenerator<T> {
  yield* pieces;
}

async function collect<T>(pieces: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const piece of pieces) collected.push(piece);
  return collected;
}

test('bytes are cut into pieces of one length, whatever they come in', async () => {
  const chunks = give(Buffer.from('a'), Buffer.from('bcdefg'), Buffer.from('hi'));
  expect((await collect(cut(chunks, 4))).map(String)).toEqual(['abcd', 'efgh', 'i']);
  expect(await collect(cut(give<Buffer>(), 4))).toEqual([]);
});

test('results come in the order of the pieces, though later ones are ready first', async () => {
  const waits = [3, 1, 2];
  const work = async (index: number) => {
    for (let turn = 0; turn < (waits[index] as number); turn++) await new Promise(setImmediate);
    return index;
  };
  expect(await collect(mapInOrder(give(0, 1, 2), work))).toEqual([0, 1, 2]);
});

test('a piece that fails ends the work when its turn comes', async () => {
  const seen: number[] = [];
  const work = async (piece: number) => {
    if (piece === 1) throw new Error('broken');
    return piece;
  };
  const read = async () => {
    for await (const result of mapInOrder(give(0, 1, 2), work)) seen.push(result);
  };
  await expect(read()).rejects.toThrow('broken');
  expect(seen).toEqual([0]);
});

test('a table at the end says how long each frame is and how much it stands for', async () => {
  const compress = async (piece: Buffer) => Buffer.from(`<${piece.length}>`);
  const pieces = await collect(makeSeekable(give(Buffer.from('hello'), Buffer.from('you')), compress));
  expect(pieces.slice(0, 2).map(String)).toEqual(['<5>', '<3>']);
  const table = pieces.at(-1) as Buffer;
  // Magic and length of a frame to be skipped; two entries; their number, no checksums, and the mark.
  expect(table.toString('hex')).toBe(
    '5e2a4d18' + '19000000' + '0300000005000000' + '0300000003000000' + '02000000' + '00' + 'b1ea928f',
  );
});

test('zeros of one length are compressed once', async () => {
  const lengths: number[] = [];
  const compress = async (piece: Buffer) => {
    lengths.push(piece.length);
    return piece;
  };
  const zeros = (length: number) => Buffer.alloc(length);
  await collect(makeSeekable(give(zeros(9), zeros(9), zeros(4), zeros(9)), compress));
  expect(lengths).toEqual([9, 4]);
});
