import { isThere } from '../setup/machine';
import { compareCalls, listProblems } from './aws-calls';
import { readGuideTable } from './guide';
import { formatTable } from './table';

const withPacker = isThere('packer') ? test : test.skip;

withPacker(
  'the guide tells how the calls of Packer and Strata differ, and why (needs packer)',
  async () => {
    const findings = await compareCalls();
    expect(listProblems(findings)).toEqual([]);
    // Otherwise: node tools/run.js aws-calls --write
    expect(readGuideTable()).toBe(formatTable(findings));
  },
  600_000,
);
