/** A kind of build that is killed at each of its events: a line of the matrix. */
export interface Row {
  /** The builder's type. */
  readonly name: string;
  /** Makes what its builds need (a server, an image), once for all of them. */
  open(): Promise<Bed>;
}

export interface Bed {
  /** The template, which finds an empty folder for each build in the variable `folder`. */
  readonly template: string;
  /** Names of files, from the build's folder, that a build leaves for people: its artifacts. */
  readonly artifacts: readonly string[];
  /** What is there outside the machine's processes and files that only such builds make; as text for people. */
  findOutside(): Promise<readonly string[]>;
  close(): Promise<void>;
}
