import { Failure } from '@strata/diagnostics';
import type { MachineContext } from '@strata/sdk';
import { startWork } from '../start-work';
import type { MachineBuild } from './carry-out';
import { ask } from './on-error';

/** Runs a builder's steps: stops before each with `-debug`, and with `-on-error=ask` lets a failed one be tried again. */
export function createStepRunner(build: MachineBuild): MachineContext['step'] {
  const { name, reporter, run } = build;
  return async (step, work) => {
    for (;;) {
      run.signal.throwIfAborted();
      if (run.debug)
        await run.ports.ask?.(`Pausing before step '${step}'. Press enter to continue.`, run.signal);
      const end = startWork(build, { of: 'builder', label: step });
      try {
        const result = await work();
        end(true);
        return result;
      } catch (error) {
        end(false);
        const mayRetry = run.onError === 'ask' && error instanceof Failure && !run.signal.aborted;
        if (!mayRetry) throw error;
        for (const { detail } of error.diagnostics) reporter.say(detail);
        const question = `Step '${step}' of ${name.build} failed: [c] Clean up and exit, or [r] retry step`;
        if ((await ask(run, question, ['c', 'r'])) !== 'r') throw error;
      }
    }
  };
}
