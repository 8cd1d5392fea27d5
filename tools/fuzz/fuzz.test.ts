import { parseArguments } from './arguments';
import { chooseInput } from './choose';
import { examine } from './examine';
import { type Input, languages } from './input';
import { minimise } from './minimise';
import { getSources } from './sources';

const sources = getSources(false);

test.each([1, 2, 3])(
  'four hundred inputs of seed %i end as they should, and all languages are among them',
  async (seed) => {
    const seen = new Set<string>();
    const found: unknown[] = [];
    for (let index = 0; index < 400; index++) {
      const input = chooseInput(sources, seed, index);
      seen.add(input.language);
      const findings = await examine(input);
      if (findings.length > 0) found.push({ index, input, findings });
    }
    expect(found).toEqual([]);
    expect([...seen].sort()).toEqual([...languages].sort());
  },
  120_000,
);

test('an input depends on nothing but the seed and its place', () => {
  const inputs = (seed: number) =>
    Array.from({ length: 50 }, (_, index) => chooseInput(sources, seed, index));
  expect(inputs(5)).toEqual(inputs(5));
  expect(inputs(5)).not.toEqual(inputs(6));
  expect(new Set(inputs(5).map(({ text }: Input) => text)).size).toBeGreaterThan(30);
});

test('a failing text is made as short as it can be', async () => {
  const text = `${'x'.repeat(300)}(${'y'.repeat(200)})`;
  expect(await minimise(text, async (candidate) => /\(.*\)/.test(candidate))).toBe('()');
});

test.each([
  [['--inputs', '0'], '--inputs takes a whole number from 1 up'],
  [['--seed', 'x'], '--seed takes a whole number from 0 up'],
  [['--input', '5'], 'There is no argument --input'],
])('%j is refused', (args, message) => {
  expect(parseArguments(args)).toContain(message);
});

test('what is not said has its default', () => {
  expect(parseArguments(['--seed', '9', '--no-corpus'])).toMatchObject({
    seed: 9,
    inputs: 10_000,
    corpus: false,
  });
});
