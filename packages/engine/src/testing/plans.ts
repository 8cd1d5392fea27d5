import type { Range } from '@strata/diagnostics';
import type { LayeredBuildPlan, LayerPlan, StepPlan } from '@strata/plan';
import type { Provisioner, ProvisionerDefinition } from '@strata/sdk';
import type { MemoryBuilder } from './memory-builder';

const range: Range = {
  file: 'image.pkr.hcl',
  start: { line: 1, column: 1, byte: 0 },
  end: { line: 1, column: 2, byte: 1 },
};

/** A step that does what the test wants. */
export function createStep(
  label: string,
  provision: Provisioner['provision'],
  run: Partial<StepPlan['run']> = {},
): StepPlan {
  const part: ProvisionerDefinition = {
    kind: 'provisioner',
    type: 'test',
    version: '1',
    doc: '',
    schema: { options: {} },
    load: async () => ({ provision }),
  };
  const runOptions = { pauseBefore: 0, timeout: undefined, maxRetries: 0, continueOnError: false, ...run };
  return { part, label, options: {}, references: [], network: false, run: runOptions, range };
}

/** A plan of the given steps on a base of its own; keys are the labels. */
export function createPlan(
  builder: MemoryBuilder,
  steps: readonly StepPlan[],
  more: Partial<LayeredBuildPlan> = {},
): LayeredBuildPlan {
  const keyInput = { part: 'test', partVersion: '1', options: {}, inputs: {}, base: '' };
  const foundation = { kind: 'base', type: 'empty', options: {}, lockName: 'empty' } as const;
  return {
    kind: 'layers',
    id: 'memory.test',
    source: 'memory.test',
    buildName: 'test',
    builder: builder.definition,
    options: {},
    base: { kind: 'base', foundation, facts: { suite: 'test' }, key: 'base', keyInput },
    layers: steps.map((step, at): LayerPlan => ({ ...step, index: at + 1, key: step.label, keyInput })),
    chains: [],
    config: {},
    range,
    ...more,
  };
}
