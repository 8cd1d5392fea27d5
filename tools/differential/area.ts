import type { Bed } from './bed';
import type { Findings } from './comparison';

/** One thing that both programs do. */
export interface Area {
  readonly name: string;
  readonly title: string;
  run(bed: Bed): Promise<Findings>;
}
