import type { MachineContext } from '@strata/sdk';
import { createActivities } from '@strata/sdk/progress';
import type { Qmp } from '../process/qmp';
import { recallCost, rememberCost } from './cost';
import type { KeptDisk } from './kept-disk';

/** Keeps states of a machine that runs. */
export interface States {
  /**
   * Keeps the machine as it is after so many provisioners, when that pays: to do again what was done since the last state
   * must take longer than to keep one. Failing to do so costs nothing but time later.
   */
  save(done: number): Promise<void>;
}

export async function createStates(
  context: Pick<MachineContext, 'checkpoints' | 'ports' | 'reporter' | 'signal'>,
  qmp: Pick<Qmp, 'command'>,
  { names, present }: KeptDisk,
): Promise<States> {
  const { reporter, signal } = context;
  const { clock } = context.ports;
  const known = new Set(present);
  // What no build would look for takes room for nothing.
  for (const name of present.filter((each) => !names.includes(each))) await qmp.command(`delvm ${name}`);
  let isBroken = false;
  let cost = await recallCost(context);
  let last = clock.now();
  /** The first one is what starting the machine took, which nobody wants to see again. */
  const pays = (done: number) => done === 0 || clock.now() - last >= cost;
  const startActivity = createActivities(reporter, clock);
  const keep = async (name: string) => {
    using _activity = startActivity({ label: 'keeping the machine as it is now', unit: 'items' });
    const start = clock.now();
    const said = (await qmp.command(`savevm ${name}`)).trim();
    signal.throwIfAborted();
    cost = clock.now() - start;
    await rememberCost(context, cost);
    if (said === '') return;
    isBroken = true;
    reporter.warn(`No states of this machine are kept: ${said}`);
  };
  return {
    async save(done) {
      const name = names[done];
      if (isBroken || name === undefined) return;
      const isKnown = known.has(name);
      if (!isKnown && !pays(done)) return;
      if (!isKnown) await keep(name);
      known.add(name);
      last = clock.now();
    },
  };
}
