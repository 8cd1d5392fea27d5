import type { ProvisionProgress, Reachable } from '@strata/sdk';
import { type ProvisionRequest, provision, retry, runErrorCleanup } from '../provision';
import type { MachineBuild } from './carry-out';
import { describeMiss } from './describe-miss';
import type { FailureCourse } from './on-error';
import { watchTraffic } from './watch-traffic';

/**
 * Runs the template's provisioners on a machine, in order, those that it does not have behind it already. The first failure
 * ends it; the clean-up provisioner then waits for what is decided about the machine.
 */
export async function provisionMachine(
  build: MachineBuild,
  machine: Reachable,
  { course, progress = FROM_THE_BEGINNING }: ProvisionOptions,
): Promise<void> {
  const { plan } = build;
  const place: Omit<ProvisionRequest, 'step'> = { ...build, build: plan, ...machine };
  try {
    for (const [index, step] of plan.steps.entries()) {
      if (index < progress.done) {
        tellCached(build, index);
        continue;
      }
      await runMachineStep(build, { ...place, step }, index);
      await progress.reached(index + 1);
    }
  } catch (error) {
    course.before(() => runErrorCleanup(place));
    throw error;
  }
}

interface ProvisionOptions {
  readonly course: FailureCourse;
  readonly progress?: ProvisionProgress | undefined;
}

const FROM_THE_BEGINNING: ProvisionProgress = { done: 0, reached: async () => undefined };

function tellCached({ name, plan, run }: MachineBuild, index: number): void {
  const label = plan.steps[index]?.label ?? '';
  const key = plan.checkpoints?.[index + 1]?.key ?? '';
  run.emit({ kind: 'step-cached', build: name, step: { index, count: plan.steps.length, label }, key });
}

async function runMachineStep(build: MachineBuild, request: ProvisionRequest, index: number): Promise<void> {
  const { name, plan, reporter, run } = build;
  const step = { index, count: plan.steps.length, label: request.step.label };
  const start = run.ports.clock.now();
  const milliseconds = () => run.ports.clock.now() - start;
  const traffic = watchTraffic(request.communicator);
  run.signal.throwIfAborted();
  run.emit({ kind: 'step-started', build: name, step, ...(await describeMiss(build, index)) });
  try {
    await retry(request.step, request.context, () => provision(request));
    reporter.end();
    run.emit({ kind: 'step-finished', build: name, step, milliseconds: milliseconds(), ...traffic() });
  } catch (error) {
    reporter.end();
    run.emit({ kind: 'step-failed', build: name, step, milliseconds: milliseconds(), ...traffic() });
    throw error;
  }
}
