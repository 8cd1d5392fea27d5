import type { LiveWorld } from '../world';

/** Something that is tried in a real account, after those before it. */
export interface Scenario {
  readonly name: string;
  /** @throws when AWS did not do what the stand-in does */
  run(world: LiveWorld): Promise<void>;
}

/** Ends a scenario with what is not as it should be. */
export function assertThat(isTrue: boolean, otherwise: string): asserts isTrue {
  if (!isTrue) throw new Error(otherwise);
}
