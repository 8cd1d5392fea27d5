import { Failure } from '@strata/diagnostics';
import type { MachineContext } from '@strata/sdk';
import { startWork } from '../start-work';
import type { MachineBuild } from './carry-out';
import type { FailureCourse } from './on-error';

/** Runs a builder's steps: stops before each with `-debug`, and with `-on-error=ask` lets a failed one be tried again. */
export function createStepRunner(build: MachineBuild, course: FailureCourse): MachineContext['step'] {
  const { run } = build;
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
        if (!(error instanceof Failure && (await course.retries(step, error)))) throw error;
      }
    }
  };
}
