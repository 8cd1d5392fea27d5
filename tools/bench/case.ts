import type { Bed } from './bed';

/** One figure of a case. */
export interface Figure {
  readonly name: string;
  /** One for each run. */
  readonly values: readonly number[];
  /** @default 's', seconds */
  readonly unit?: string;
  /** What else was seen. */
  readonly note?: string;
  /** What it is held against. */
  readonly goal?: { readonly text: string; readonly met: boolean };
}

/** One thing that is measured. It gets a clone of the repository of its own. */
export interface Case {
  readonly name: string;
  readonly title: string;
  run(bed: Bed): Promise<readonly Figure[]>;
}
