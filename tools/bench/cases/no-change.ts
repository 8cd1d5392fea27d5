import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bed } from '../bed';
import type { Case } from '../case';
import { median, takeTurns, time } from '../measure';

const ROUNDS = 7;
const IMAGES = ['golden', 'middleware', 'webapp', 'middleware-webapp'];

/** Four images that did not change, beside four targets that do nothing, in a workspace with no plugin at all. */
export const noChange: Case = {
  name: 'no-change',
  title: 'a run that has nothing to do',
  run: async (bed) => {
    const ours = bed.nx('run-many', '-t', 'build-image', '-p', IMAGES.join(','));
    const bare = bed.nxIn(makeBareWorkspace(bed), 'run-many', '-t', 'build');
    await time(ours);
    await time(ours);
    await time(bare);
    const times = await takeTurns(ROUNDS, { ours: () => time(ours), bare: () => time(bare) });
    const ratio = median(times.ours) / median(times.bare);
    return [
      {
        name: 'strata, four images',
        times: times.ours,
        goal: { text: `${ratio.toFixed(2)} of bare Nx; goal at most 1.15`, met: ratio <= 1.15 },
      },
      { name: 'bare Nx, four trivial cached targets', times: times.bare },
    ];
  },
};

function makeBareWorkspace(bed: Bed): string {
  const root = join(bed.root, '..', 'bare');
  for (const name of IMAGES) {
    mkdirSync(join(root, name), { recursive: true });
    const build = {
      command: `mkdir -p dist && echo ${name} > dist/out`,
      options: { cwd: name },
      cache: true,
      outputs: ['{projectRoot}/dist'],
    };
    writeFileSync(join(root, name, 'project.json'), JSON.stringify({ name, targets: { build } }));
  }
  const settings = {
    analytics: false,
    neverConnectToCloud: true,
    cacheDirectory: '.nx/cache',
    tui: { enabled: false },
  };
  writeFileSync(join(root, 'nx.json'), JSON.stringify(settings));
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'bare', private: true }));
  writeFileSync(join(root, '.gitignore'), 'dist\n.nx\nnode_modules\n');
  // Nx runs in no workspace that does not have it.
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(join(bed.root, 'node_modules', 'nx'), join(root, 'node_modules', 'nx'));
  return root;
}
