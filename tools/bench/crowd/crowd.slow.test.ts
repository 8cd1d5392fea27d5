import { join } from 'node:path';
import { workspaceRoot } from '../../sources/files';
import { runCrowd } from './crowd';

const program = join(workspaceRoot, 'packages/cli/bin/strata.js');

describe('many builds at a time on one machine', () => {
  it('lose no line of what they print', async () => {
    const { code, lost, said } = await runCrowd({ program, builds: 20, lines: 500 });
    expect(lost).toEqual([]);
    expect([code, code === 0 ? '' : said]).toEqual([0, '']);
  }, 60_000);

  it('knock again where the server turns some of them away', async () => {
    // OpenSSH's own figure is 10:30:100; this one turns away most of them.
    const { code, lost, said } = await runCrowd({
      program,
      builds: 20,
      lines: 10,
      server: ['MaxStartups 3:50:6'],
    });
    expect(lost).toEqual([]);
    expect([code, code === 0 ? '' : said]).toEqual([0, '']);
  }, 120_000);
});
