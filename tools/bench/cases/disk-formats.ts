import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../../sources/files';
import type { Bed } from '../bed';
import type { Case } from '../case';
import { median, type Timed, takeTurns, time } from '../measure';

const ROUNDS = 3;
/** Of qemu-img's time for a stream-optimised VMDK. */
const GOAL = 1 / 5;

/** A raw disk of golden as a stream-optimised VMDK, by qemu-img and by the writer of our own, each as a whole process. */
export const diskFormats: Case = {
  name: 'disk-formats',
  title: 'a raw disk as a stream-optimised VMDK',
  run: async (bed) => {
    const raw = join(bed.root, 'golden.raw');
    await time(bed.strata('build', 'images/golden'));
    await time(bed.strata('export', '-format=raw', `-output=${raw}`, 'images/golden'));
    const ours = join(bed.root, 'ours.vmdk');
    const theirs = join(bed.root, 'theirs.vmdk');
    const options = ['-f', 'raw', '-O', 'vmdk', '-o', 'subformat=streamOptimized'];
    const times = await takeTurns(ROUNDS, {
      qemu: () =>
        write(theirs, { command: 'qemu-img', args: ['convert', ...options, raw, theirs], cwd: bed.root }),
      strata: () => write(ours, getConversion(bed, raw, ours)),
    });
    execFileSync('qemu-img', ['compare', '-f', 'raw', '-F', 'vmdk', raw, ours]);
    const part = median(times.strata) / median(times.qemu);
    return [
      { name: 'qemu-img', times: times.qemu },
      {
        name: 'strata',
        times: times.strata,
        note: `${part.toFixed(2)} of qemu-img's time, read back as the same disk`,
        goal: { text: 'at most a fifth', met: part <= GOAL },
      },
    ];
  },
};

function write(output: string, timed: Timed): Promise<number> {
  rmSync(output, { force: true });
  return time(timed);
}

function getConversion(bed: Bed, input: string, output: string): Timed {
  const loader = join(workspaceRoot, 'tools/source-loader/register.js');
  const program = join(workspaceRoot, 'tools/bench/convert-disk.ts');
  return {
    command: process.execPath,
    args: [`--require=${loader}`, program, input, output, 'vmdk'],
    cwd: bed.root,
  };
}
