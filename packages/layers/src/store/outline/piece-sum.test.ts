import { createHash } from 'node:crypto';
import { startPieceSum } from './piece-sum';

/** Sums up so many pieces of different lengths, of which each is overwritten as soon as it is taken again. */
async function sumUp(size: number, pieces: number): Promise<string> {
  await using sum = startPieceSum(size);
  for (let each = 0; each < pieces; each++) {
    const piece = await sum.take();
    sum.add(piece.fill(each).subarray(0, piece.length - each));
  }
  return await sum.end();
}

function expectSum(pieces: number): string {
  const hash = createHash('sha256');
  for (let each = 0; each < pieces; each++) hash.update(Buffer.alloc(2 ** 20 - each, each));
  return hash.digest('hex');
}

test.each([
  { where: 'here', size: 1 },
  { where: 'in a thread', size: 2 ** 30 },
])('pieces are summed up $where in their order, also when there are more than wait', async ({ size }) => {
  expect(await sumUp(size, 11)).toBe(expectSum(11));
  expect(await sumUp(size, 0)).toBe(expectSum(0));
});

test('a sum that is not wanted any more is given up', async () => {
  const sum = startPieceSum(2 ** 30);
  for (let each = 0; each < 3; each++) sum.add(await sum.take());
  await sum[Symbol.asyncDispose]();
  await expect(sum.end()).rejects.toThrow('has ended');
});
