import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from '../case';
import { makeDebianMachine, writeMachineTemplate } from '../debian-machine';
import { median, type Timed, takeTurns, time } from '../measure';

const ROUNDS = 3;
const GOAL = 15;

/** A build again after its last step was edited. Packer knows no other way than from the beginning. */
export const machineEdit: Case = {
  name: 'machine-edit',
  title: 'an edit of the last of five steps of a machine under QEMU, in software',
  run: async (bed) => {
    const folder = join(bed.root, '..', 'machine');
    const template = writeMachineTemplate(folder, makeDebianMachine(join(folder, 'debian')));
    let edits = 0;
    const run = (command: Timed) => {
      rmSync(join(folder, 'output'), { recursive: true, force: true });
      return time(command);
    };
    const getVariable = () => `-var=last=edit-${++edits}`;
    const env = { HOME: folder, CHECKPOINT_DISABLE: '1', PACKER_CACHE_DIR: join(folder, 'cache') };
    const strata = () => run({ ...bed.strata('build', getVariable(), template), env });
    const packer = () =>
      run({ command: 'packer', args: ['build', getVariable(), template], cwd: folder, env });
    const first = await strata();
    const times = await takeTurns(ROUNDS, { strata, packer });
    const ratio = median(times.packer) / median(times.strata);
    return [
      { name: 'strata build, from nothing', values: [first] },
      {
        name: 'strata build, after the edit',
        values: times.strata,
        goal: { text: `packer takes ${ratio.toFixed(1)} times as long; goal ${GOAL}`, met: ratio >= GOAL },
      },
      { name: 'packer build', values: times.packer },
    ];
  },
};
