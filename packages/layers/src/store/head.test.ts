import { readHead } from './head';

async function* stream(...pieces: readonly string[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece);
}

test.each([
  ['in one piece', ['ab--cd--e']],
  ['at the end of a piece', ['ab--', 'cd--e']],
  ['at the start of a piece', ['ab', '--cd--e']],
  ['in two pieces', ['a', 'b-', '-cd-', '-e']],
  ['with nothing in between', ['ab-', '', '-cd--e']],
])('the first mark parts a stream: %s', async (_, pieces) => {
  const parted = await readHead(stream(...pieces), [45, 45]);
  const rest: Buffer[] = [];
  for await (const piece of parted?.rest ?? []) rest.push(piece);
  expect([parted?.head.toString(), Buffer.concat(rest).toString()]).toEqual(['ab', 'cd--e']);
});

test('a stream without the mark has no parts', async () => {
  expect(await readHead(stream('a-', 'b-c'), [45, 45])).toBeUndefined();
});
