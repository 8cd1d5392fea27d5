import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../../sources/files';
import type { Bed } from '../bed';
import type { Figure } from '../case';
import { median, type Timed, withoutCertificates } from '../measure';
import { type Observed, observe } from '../observe';
import { getRawPath, makeFigures } from './export-raw';

const ROUNDS = 3;
/** Of qemu-img's time for a stream-optimised VMDK. */
const GOAL = 1 / 5;

/** The raw disk of golden as a stream-optimised VMDK, by qemu-img and by the writer of our own, each as a whole process. */
export async function measureVmdk(bed: Bed): Promise<readonly Figure[]> {
  const raw = getRawPath(bed, 'golden');
  const ours = join(bed.root, 'ours.vmdk');
  const theirs = join(bed.root, 'theirs.vmdk');
  const options = ['-f', 'raw', '-O', 'vmdk', '-o', 'subformat=streamOptimized'];
  const runs = { qemu: [] as Observed[], strata: [] as Observed[] };
  for (let round = 0; round < ROUNDS; round++) {
    rmSync(theirs, { force: true });
    runs.qemu.push(
      await observe({ command: 'qemu-img', args: ['convert', ...options, raw, theirs], cwd: bed.root }),
    );
    rmSync(ours, { force: true });
    runs.strata.push(await observe(getConversion(bed, raw, ours)));
  }
  execFileSync('qemu-img', ['compare', '-f', 'raw', '-F', 'vmdk', raw, ours]);
  const part = getSeconds(runs.strata) / getSeconds(runs.qemu);
  return [
    ...makeFigures('raw to VMDK, strata', runs.strata, {
      note: `${part.toFixed(2)} of qemu-img's time, read back as the same disk`,
      goal: { text: 'at most a fifth', met: part <= GOAL },
    }),
    ...makeFigures('raw to VMDK, qemu-img', runs.qemu),
  ];
}

function getSeconds(runs: readonly Observed[]): number {
  return median(runs.map(({ seconds }) => seconds));
}

function getConversion(bed: Bed, input: string, output: string): Timed {
  const loader = join(workspaceRoot, 'tools/source-loader/register.js');
  const program = join(workspaceRoot, 'tools/bench/convert-disk.ts');
  return withoutCertificates({
    command: process.execPath,
    args: [`--require=${loader}`, program, input, output, 'vmdk'],
    cwd: bed.root,
  });
}
