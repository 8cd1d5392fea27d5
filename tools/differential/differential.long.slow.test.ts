import { isThere } from '../setup/machine';
import { main } from './differential';

test('areas that nobody knows are refused', async () => {
  expect(await main(['consle'])).toBe(1);
});

const withPacker = isThere('packer') ? test : test.skip;

withPacker(
  'the consoles of Packer and Strata agree, or somebody has said why not (needs packer)',
  async () => {
    expect(await main(['console'])).toBe(0);
  },
  600_000,
);

withPacker(
  'one JSON template in 40 is mended and written in HCL2 as Packer does it, or somebody has said why not (needs packer)',
  async () => {
    expect(await main(['--every=40', 'fix', 'hcl2_upgrade'])).toBe(0);
  },
  600_000,
);
