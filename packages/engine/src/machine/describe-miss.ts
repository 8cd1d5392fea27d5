import { explainMiss, hasKeys } from '@strata/plan';
import { readKeptPlan } from '../kept-plan';
import type { MachineBuild } from './carry-out';

/** What is told of a step that runs although states of the machine are kept. */
export interface Miss {
  /** Of the state that it leads to. */
  readonly key?: string;
  readonly cause?: readonly string[];
}

/** Why no kept state stands for a step; nothing where no states are kept at all. */
export async function describeMiss({ plan, project, run }: MachineBuild, index: number): Promise<Miss> {
  if (!run.checkpoints || !hasKeys(plan)) return {};
  // The first state is the one before any step.
  const key = plan.checkpoints[index + 1]?.key;
  if (key === undefined)
    return { cause: [`It or a step before it depends on this very build, so no state is kept.`] };
  return { key, cause: explainMiss(await readKeptPlan(run, project, plan.id), plan, index + 1) };
}
