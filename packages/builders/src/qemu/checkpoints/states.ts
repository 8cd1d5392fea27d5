import type { MachineContext } from '@strata/sdk';
import type { Qmp } from '../process/qmp';
import type { KeptDisk } from './kept-disk';

/** Keeps states of a machine that runs. */
export interface States {
  /** Keeps the machine as it is after so many provisioners. Failing to do so costs nothing but time later. */
  save(done: number): Promise<void>;
}

export async function createStates(
  { reporter, signal }: Pick<MachineContext, 'reporter' | 'signal'>,
  qmp: Qmp,
  { names, present }: KeptDisk,
): Promise<States> {
  const known = new Set(present);
  // What no build would look for takes room for nothing.
  for (const name of present.filter((each) => !names.includes(each))) await qmp.command(`delvm ${name}`);
  let isBroken = false;
  return {
    async save(done) {
      const name = names[done];
      if (isBroken || name === undefined || known.has(name)) return;
      const said = (await qmp.command(`savevm ${name}`)).trim();
      signal.throwIfAborted();
      known.add(name);
      if (said === '') return;
      isBroken = true;
      reporter.warn(`No states of this machine are kept: ${said}`);
    },
  };
}
