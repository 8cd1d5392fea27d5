import type { Diagnostic } from '@strata/diagnostics';
import type { Progress } from '@strata/sdk';

/** Where an event belongs: a project's build, as `-only` names it. */
export interface BuildName {
  readonly project: string;
  /** `[build.]type.name`; empty for work on a project that is no build (its lock, an export). */
  readonly build: string;
}

/** One step of a build as people see it. */
export interface StepName {
  /** 0 is the base. */
  readonly index: number;
  /** Steps of the build, the base included. */
  readonly count: number;
  /** `shell "packages"`, `base bootstrap`. */
  readonly label: string;
}

/**
 * All that happens in a run, in order. Every view (terminal, log, report) is made from these alone. Texts have passed
 * the secret filter; `at` is milliseconds since the run began.
 */
export type BuildEvent =
  | {
      readonly kind: 'build-started';
      readonly at: number;
      readonly build: BuildName;
      readonly steps: number;
      /** `live`: what is said and printed is shown as it comes, as Packer does; `kept`: until a step fails. */
      readonly output: 'live' | 'kept';
    }
  | {
      readonly kind: 'step-cached';
      readonly at: number;
      readonly build: BuildName;
      readonly step: StepName;
      readonly key: string;
    }
  | {
      readonly kind: 'step-started';
      readonly at: number;
      readonly build: BuildName;
      readonly step: StepName;
      /** Absent where steps are no layers. */
      readonly key?: string;
    }
  | {
      readonly kind: 'step-finished';
      readonly at: number;
      readonly build: BuildName;
      readonly step: StepName;
      readonly milliseconds: number;
      /** Size of the layers that it made; absent where steps are no layers. */
      readonly bytes?: number;
    }
  | {
      readonly kind: 'step-failed';
      readonly at: number;
      readonly build: BuildName;
      readonly step: StepName;
      readonly milliseconds: number;
    }
  | { readonly kind: 'say'; readonly at: number; readonly build: BuildName; readonly message: string }
  | {
      readonly kind: 'output';
      readonly at: number;
      readonly build: BuildName;
      readonly stream: 'stdout' | 'stderr';
      readonly data: string;
    }
  | ({ readonly kind: 'progress'; readonly at: number; readonly build: BuildName } & Progress)
  | {
      readonly kind: 'diagnostic';
      readonly at: number;
      readonly build: BuildName | undefined;
      readonly diagnostic: Diagnostic;
    }
  | {
      readonly kind: 'build-finished';
      readonly at: number;
      readonly build: BuildName;
      readonly outcome: Outcome;
      readonly milliseconds: number;
    };

/** How a build ended. `unchanged`: every layer was there already. */
export type Outcome = 'built' | 'unchanged' | 'failed' | 'cancelled';

type Unstamped<E> = E extends BuildEvent ? Omit<E, 'at'> : never;

/** An event before the bus puts the time on it. */
export type NewEvent = Unstamped<BuildEvent>;

export type Emit = (event: NewEvent) => void;

/** Stamps events with the time since the run began and hands them to the listener. */
export function createEmitter(now: () => number, listen: (event: BuildEvent) => void): Emit {
  const start = now();
  return (event) => listen({ ...event, at: now() - start } as BuildEvent);
}
