import type { Case } from '../case';
import { median, takeTurns, time, withoutCertificates } from '../measure';
import { makeUserWorkspaces } from '../user-workspaces';

const ROUNDS = 15;
const IMAGES = ['golden', 'middleware', 'webapp', 'middleware-webapp'];
const GOAL = 1.15;

/**
 * Four images that did not change, beside four cached targets that do nothing, in two workspaces that differ in nothing
 * but our plugin. This repository's own run stands beside them: there Nx also has a thousand sources to hash.
 */
export const noChange: Case = {
  name: 'no-change',
  title: 'a run that has nothing to do',
  run: async (bed) => {
    const workspaces = makeUserWorkspaces(bed);
    const images = bed.nxIn(workspaces.withPlugin, 'run-many', '-t', 'build-image');
    const trivial = bed.nxIn(workspaces.bare, 'run-many', '-t', 'trivial-target');
    const here = bed.nx('run-many', '-t', 'build-image', '-p', IMAGES.join(','));
    // The first run also writes the lock file, which is part of what decides the next; the third has nothing to do.
    for (let run = 0; run < 3; run++) for (const each of [images, trivial, here]) await time(each);
    const times = await takeTurns(ROUNDS, {
      images: () => time(withoutCertificates(images)),
      trivial: () => time(withoutCertificates(trivial)),
      here: () => time(withoutCertificates(here)),
    });
    const ratio = median(times.images) / median(times.trivial);
    const fastest = Math.min(...times.images) / Math.min(...times.trivial);
    const text = `${ratio.toFixed(2)} of bare Nx, ${fastest.toFixed(2)} in the fastest runs; goal at most ${GOAL}`;
    return [
      { name: "four images, a user's workspace", values: times.images, goal: { text, met: ratio <= GOAL } },
      { name: 'four trivial targets, without the plugin', values: times.trivial },
      { name: 'four images, this repository', values: times.here },
    ];
  },
};
