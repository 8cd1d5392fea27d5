import { isThere } from '../setup/machine';
import { compareAll, scenarios } from './e2e-packer';

test('each scenario has a name of its own', () => {
  const names = scenarios.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

const withPacker = isThere('packer') ? test : test.skip;

withPacker(
  "Debian's packer and Strata leave the same, but for what is explained (needs packer)",
  async () => {
    const said: string[] = [];
    const code = await compareAll(
      scenarios.filter(({ isLong }) => !isLong),
      (text) => void said.push(text),
    );
    // What a suite prints is lost among others; a difference has to be in what it fails with.
    expect(code === 0 ? [] : said.filter((text) => !text.startsWith('same'))).toEqual([]);
  },
  600_000,
);
