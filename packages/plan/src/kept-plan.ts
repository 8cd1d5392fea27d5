import type { KeyInput } from './keys';
import type { LayeredBuildPlan } from './plan';

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

/** The part of a build's plan that its keys were made from. */
export function keepPlan({ base, layers }: LayeredBuildPlan): KeptPlan {
  const name = base.kind === 'image' ? base.foundation.reference.project : base.foundation.type;
  return {
    schema: 1,
    base: { label: `base ${name}`, key: base.key, keyInput: base.keyInput },
    layers: layers.map(({ label, key, keyInput }) => ({ label, key, keyInput })),
  };
}
