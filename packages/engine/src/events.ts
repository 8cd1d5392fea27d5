import type { DiagnosticView } from '@strata/diagnostics';
import type { Progress, RemoteExit, SecretFilter, Traffic } from '@strata/sdk';
import { maskTexts } from './mask-texts';

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

/** Raised when the meaning of an event changes. New kinds and new fields may come without. */
export const EVENT_SCHEMA = 1;

/** The machine that a run runs on, as far as it says something about the run. Nothing of it names a user or a host. */
export interface RunFacts {
  /** Versions. */
  readonly strata: string;
  readonly node: string;
  /** In Node's words: `linux`, `x64`. */
  readonly platform: string;
  readonly architecture: string;
  readonly processors: number;
  /** Bytes. */
  readonly memory: number;
}

/** What a build left, without what only a running build can use. */
export interface ArtifactFacts {
  readonly builderId: string;
  readonly id: string;
  readonly description: string;
  readonly files: readonly string[];
}

/**
 * All that happens in a run, in order. Every view (terminal, log, event file, report) is made from these alone. Texts have
 * passed the secret filter; `at` is milliseconds since the run began.
 */
export type BuildEvent =
  | {
      /** The first of every run. */
      readonly kind: 'run-started';
      readonly at: number;
      readonly schema: typeof EVENT_SCHEMA;
      readonly runId: string;
      /** ISO 8601, UTC. */
      readonly time: string;
      readonly facts: RunFacts;
    }
  | {
      /** The last of a run that was not killed. */
      readonly kind: 'run-finished';
      readonly at: number;
    }
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
      /** Of its layer, or of the state that it leads to; absent where neither is kept. */
      readonly key?: string;
      /** Why nothing that is kept stands for it, the cause first; absent where nothing would be. */
      readonly cause?: readonly string[];
    }
  | {
      readonly kind: 'step-finished';
      readonly at: number;
      readonly build: BuildName;
      readonly step: StepName;
      readonly milliseconds: number;
      /** Size of the layers that it made; absent where steps are no layers. */
      readonly bytes?: number;
      /** What went to the machine and came from it; absent where nobody counts. */
      readonly traffic?: Traffic;
    }
  | {
      readonly kind: 'step-failed';
      readonly at: number;
      readonly build: BuildName;
      readonly step: StepName;
      readonly milliseconds: number;
      readonly traffic?: Traffic;
    }
  | {
      /** A command or script of the template came to its end: of the step that runs, or of the work that does. */
      readonly kind: 'command-ended';
      readonly at: number;
      readonly build: BuildName;
      readonly exit: RemoteExit;
    }
  | {
      readonly kind: 'work-started';
      readonly at: number;
      readonly build: BuildName;
      readonly work: WorkName;
    }
  | {
      readonly kind: 'work-finished';
      readonly at: number;
      readonly build: BuildName;
      readonly work: WorkName;
      readonly milliseconds: number;
      readonly success: boolean;
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
      /** With an empty `build` where a project's template cannot be built from at all. */
      readonly build: BuildName;
      /** With the lines of source that it is about. */
      readonly diagnostic: DiagnosticView;
    }
  | {
      readonly kind: 'build-finished';
      readonly at: number;
      readonly build: BuildName;
      readonly outcome: Outcome;
      readonly milliseconds: number;
      readonly artifacts: readonly ArtifactFacts[];
    };

/** Work of a build that is none of its numbered steps: what its builder does, and its post-processors. */
export interface WorkName {
  readonly of: 'builder' | 'post-processor';
  readonly label: string;
}

/** How a build ended. `unchanged`: every layer was there already. */
export type Outcome = 'built' | 'unchanged' | 'failed' | 'cancelled';

type Unstamped<E> = E extends BuildEvent ? Omit<E, 'at'> : never;

/** An event before the bus puts the time on it. */
export type NewEvent = Unstamped<BuildEvent>;

export type Emit = (event: NewEvent) => void;

export interface EmitterRequest {
  /** Milliseconds. */
  readonly now: () => number;
  readonly listen: (event: BuildEvent) => void;
  readonly secrets: Pick<SecretFilter, 'mask'>;
}

/** Stamps events with the time since the run began, masks their texts, and hands them to the listener. */
export function createEmitter({ now, listen, secrets }: EmitterRequest): Emit {
  const start = now();
  return (event) => {
    // Output went through a filter that knows the chunks before it: one more would find no more.
    const masked = event.kind === 'output' ? event : maskTexts(secrets, event);
    listen({ ...masked, at: now() - start } as BuildEvent);
  };
}
