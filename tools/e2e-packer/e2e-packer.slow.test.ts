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
    expect(await compareAll(scenarios.filter(({ isLong }) => !isLong))).toBe(0);
  },
  600_000,
);
