import { merge } from './merge';

/** A source that gives some values, and writes down how far it came. */
async function* make(values: readonly string[], told: string[]): AsyncGenerator<string> {
  try {
    for (const value of values) {
      told.push(value);
      if (value === 'fail') throw new Error('it failed');
      yield value;
    }
  } finally {
    told.push(`end of ${values[0]}`);
  }
}

test('what several give comes as it is ready, all of it', async () => {
  const found: string[] = [];
  for await (const value of merge([make(['a', 'b'], []), make(['c'], []), make([], [])])) found.push(value);
  expect(found.sort()).toEqual(['a', 'b', 'c']);
});

test('when one fails, the others have ended before it is told', async () => {
  const told: string[] = [];
  const all = merge([make(['a', 'b', 'c', 'd'], told), make(['x', 'fail'], told)]);
  const takeAll = async () => {
    for await (const value of all) told.push(`took ${value}`);
  };
  await expect(takeAll()).rejects.toThrow('it failed');
  expect(told).toContain('end of a');
  expect(told).not.toContain('d');
});

test('when nobody wants more, all end', async () => {
  const told: string[] = [];
  for await (const _ of merge([make(['a', 'b', 'c'], told), make(['x', 'y', 'z'], told)])) break;
  expect(told.filter((each) => each.startsWith('end'))).toEqual(['end of a', 'end of x']);
  expect(told).not.toContain('c');
});
