import type { KeyInput } from './keys';
import type { CheckpointPlan, LayeredBuildPlan, MachineBuildPlan } from './plan';

/** What is kept of a plan to tell later what changed: plain JSON, secrets as HMACs. */
export interface KeptPlan {
  /** Raised when the form changes; another version's is not compared. */
  readonly schema: 1;
  readonly base: KeptStep;
  readonly layers: readonly KeptStep[];
}

export interface KeptStep {
  readonly label: string;
  readonly key: string;
  readonly keyInput: KeyInput;
}

/** A build that has keys: of its layers, or of the states of its machine. */
export type KeyedBuildPlan =
  | LayeredBuildPlan
  | (MachineBuildPlan & { readonly checkpoints: readonly CheckpointPlan[] });

/** True for builds whose results are found again by keys. */
export function hasKeys(build: LayeredBuildPlan | MachineBuildPlan): build is KeyedBuildPlan {
  return build.kind === 'layers' || build.checkpoints !== undefined;
}

/** The part of a build's plan that its keys were made from. */
export function keepPlan(build: KeyedBuildPlan): KeptPlan {
  return build.kind === 'layers' ? keepLayers(build) : keepCheckpoints(build.checkpoints);
}

function keepCheckpoints([first, ...others]: readonly CheckpointPlan[]): KeptPlan {
  if (!first) throw new Error('A machine that keeps states has one before its first step.');
  return { schema: 1, base: first, layers: others };
}

function keepLayers({ base, layers }: LayeredBuildPlan): KeptPlan {
  const name = base.kind === 'image' ? base.foundation.reference.project : base.foundation.type;
  return {
    schema: 1,
    base: { label: `base ${name}`, key: base.key, keyInput: base.keyInput },
    layers: layers.map(({ label, key, keyInput }) => ({ label, key, keyInput })),
  };
}
