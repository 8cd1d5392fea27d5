/** One figure of a case: the same work, measured several times. */
export interface Figure {
  readonly name: string;
  readonly values: readonly number[];
  readonly unit: 'MB/s' | 'ms';
  /** What it is held against. */
  readonly goal?: { readonly text: string; readonly met: boolean };
}

/** What could not be measured on this machine, and why. */
export interface LeftOut {
  readonly leftOut: string;
}

/** One thing that is measured. */
export interface Case {
  readonly name: string;
  readonly title: string;
  run(): Promise<readonly (Figure | LeftOut)[]>;
}
