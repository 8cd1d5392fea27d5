import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from '../case';
import { median, takeTurns, time } from '../measure';

const ROUNDS = 2;

/** Golden from nothing, beside mkosi with exactly the packages that golden ends up with. Downloads of both are warm. */
export const coldGolden: Case = {
  name: 'cold-golden',
  title: 'golden from nothing',
  run: async (bed) => {
    const ours = bed.strata('build', 'images/golden');
    await time(ours);
    const { command, args, cwd } = bed.strata(
      'shell',
      '-command',
      "dpkg-query -W -f '${binary:Package}\\n'",
      'images/golden',
    );
    const packages = execFileSync(command, args, { cwd, encoding: 'utf8' }).trim().split('\n');
    const scratch = join(bed.root, '..', 'mkosi');
    const cache = join(scratch, 'cache');
    mkdirSync(cache, { recursive: true });
    let round = 0;
    const mkosi = () => {
      const output = join(scratch, `out-${++round}`);
      mkdirSync(output);
      return time({
        command: 'mkosi',
        args: [
          '--distribution=debian',
          '--release=bookworm',
          '--format=directory',
          '--bootable=no',
          // Where systemd does not run, its container runner needs the first; removing docs fails there without the second.
          '--nspawn-keep-unit',
          '--with-docs',
          `--cache=${cache}`,
          `--output-dir=${output}`,
          ...packages.map((name) => `--package=${name}`),
          'build',
        ],
        cwd: scratch,
      });
    };
    await mkosi();
    const times = await takeTurns(ROUNDS, {
      // A new store each time: removing the last one first would leave the file system with work to do.
      ours: () => time({ ...ours, env: { STRATA_STORE: join(scratch, `store-${++round}`) } }),
      mkosi,
    });
    const ratio = median(times.ours) / median(times.mkosi);
    return [
      {
        name: 'strata build images/golden',
        values: times.ours,
        goal: { text: `${ratio.toFixed(2)} of mkosi; goal at most 0.7`, met: ratio <= 0.7 },
      },
      { name: `mkosi, the same ${packages.length} packages`, values: times.mkosi },
    ];
  },
};
