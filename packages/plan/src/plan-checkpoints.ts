import type { Checked, Diagnostic } from '@strata/diagnostics';
import type { MachineBuilderDefinition } from '@strata/sdk';
import { getKey } from './keys';
import type { CheckpointPlan, StepPlan } from './plan';
import { getKeyInput, type StepContext } from './plan-steps';

/** A machine whose states may be kept. */
export interface CheckpointRequest {
  readonly builder: MachineBuilderDefinition;
  readonly options: Readonly<Record<string, unknown>>;
  readonly steps: readonly StepPlan[];
  readonly context: StepContext;
}

/**
 * Names the states that a machine goes through: each key holds the one before. They end before the first step that
 * depends on this very build, or that does something outside the machine, which a kept state does not stand for.
 */
export function planCheckpoints(request: CheckpointRequest): Checked<readonly CheckpointPlan[] | undefined> {
  const { builder, context, options, steps } = request;
  if (!builder.checkpoints?.(options)) return { value: undefined, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const keyContext = { ...context, report: (one: Diagnostic) => diagnostics.push(one) };
  const { range } = context.use.source;
  const checkpoints: CheckpointPlan[] = [];
  const add = (label: string, part: Parameters<typeof getKeyInput>[0]) => {
    const keyInput = getKeyInput(part, checkpoints.at(-1)?.key ?? '', keyContext);
    checkpoints.push({ label, keyInput, key: getKey(keyInput) });
  };
  add(builder.type, { part: builder, options, range });
  for (const step of steps) {
    if (step.late || step.part.outside?.(step.options)) break;
    add(step.label, step);
  }
  return { value: checkpoints, diagnostics };
}
