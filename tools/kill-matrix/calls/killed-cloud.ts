import type { Moment } from './moments';

/** One request that came to a cloud. */
export interface SeenCall {
  readonly action: string;
  /** Which region, or which service, was asked. */
  readonly region: string;
  readonly mutating: boolean;
}

/** Which call a process is killed at. */
export interface KillPoint {
  /** From 0. */
  readonly call: number;
  readonly moment: Moment;
}

/** The cloud of one case, which stops to answer where it is told to. */
export interface KilledCloud {
  /** Since it began, or forgot. */
  readonly calls: readonly SeenCall[];
  readonly isHanging: boolean;
  forget(): void;
  /** Answers nothing from a call on. @param whole the calls of work that nobody kills */
  hangFrom(point: KillPoint, whole: readonly SeenCall[]): void;
  /** Answers everything again. */
  goOn(): void;
  /** All that is in it, by its id, with all that is known of it. */
  describe(): Promise<ReadonlyMap<string, string>>;
}
