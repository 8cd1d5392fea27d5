import { compareAll, scenarios } from './e2e-packer';

test('each scenario has a name of its own', () => {
  const names = scenarios.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test("Debian's packer and Strata leave the same, but for what is explained", async () => {
  expect(await compareAll(scenarios.filter(({ isLong }) => !isLong))).toBe(0);
}, 300_000);
