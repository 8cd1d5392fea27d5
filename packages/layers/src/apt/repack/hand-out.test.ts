import { createDeferred } from '../../downloads/deferred';
import { holdEnd } from './hand-out';

async function* bytes(...pieces: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece);
}

test('everything but the end flows at once, and the end when all is ready', async () => {
  const ready = createDeferred<void>();
  const seen: string[] = [];
  const read = async () => {
    for await (const piece of holdEnd(bytes('a', 'b', 'c'), ready.promise)) seen.push(piece.toString());
  };
  const reading = read();
  await new Promise((resolve) => setImmediate(resolve));
  expect(seen).toEqual(['a', 'b']);
  ready.resolve();
  await reading;
  expect(seen).toEqual(['a', 'b', 'c']);
});

test('an empty file has an end as well', async () => {
  const pieces: Uint8Array[] = [];
  for await (const piece of holdEnd(bytes(), Promise.resolve())) pieces.push(piece);
  expect(pieces).toEqual([]);
});
