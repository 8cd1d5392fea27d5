import type { LiveWorld } from '../world';

/** Something that is tried in a real subscription, after those before it. */
export interface Scenario {
  readonly name: string;
  /** @throws when Azure did not do what the stand-in does */
  run(world: LiveWorld): Promise<void>;
}
