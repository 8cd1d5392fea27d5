import { join } from 'node:path';
import type { Checkpoints } from '@strata/sdk';
import { showWait } from '../show-wait';
import type { MachineBuild } from './carry-out';

/** Where kept states of machines lie, in the workspace's own folder of this machine: never shared, never in git. */
export const CHECKPOINT_FOLDER = 'checkpoints';

/** What a builder may keep states with, for as long as it is not disposed of; undefined when none are to be kept. */
export type OpenCheckpoints = (Checkpoints & AsyncDisposable) | undefined;

/** Gives a build its folder for states of its machine; waits while another process builds the same there. */
export async function openCheckpoints(build: MachineBuild): Promise<OpenCheckpoints> {
  const { plan, project, reporter, run, secretDigest } = build;
  if (!run.checkpoints || !plan.checkpoints) return undefined;
  const folder = join(run.checkpoints, project.name, plan.id);
  const wait = { id: `hold ${folder}`, label: 'waiting for another build of this machine' };
  const held = await showWait(reporter, wait, () => run.ports.files.hold(folder, run.signal));
  return {
    keys: plan.checkpoints.map(({ key }) => key),
    folder,
    secret: (purpose) => secretDigest(JSON.stringify(['checkpoint', project.name, plan.id, purpose])),
    [Symbol.asyncDispose]: () => held[Symbol.asyncDispose](),
  };
}
