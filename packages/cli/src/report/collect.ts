import type { DiagnosticView } from '@strata/diagnostics';
import type { ArtifactFacts, BuildEvent, BuildName, Outcome } from '@strata/engine';
import type { RemoteExit, Traffic } from '@strata/sdk';
import { LineSplitter } from '../view/line-splitter';
import { type KeptOutput, OutputKeeper } from './kept-output';

/** A run as the report tells it: made from events alone, at any moment of the run. */
export interface Report {
  /** Absent when the beginning of an event file is lost. */
  readonly started: Extract<BuildEvent, { kind: 'run-started' }> | undefined;
  /** False for a run that was killed, or still runs. */
  readonly isWhole: boolean;
  /** Milliseconds from the begin of the run to its last event. */
  readonly end: number;
  readonly builds: readonly BuildReport[];
}

export interface BuildReport {
  readonly name: BuildName;
  /** Absent when the build did not come to its end, or never began. */
  readonly outcome: Outcome | undefined;
  readonly milliseconds: number | undefined;
  readonly pieces: readonly Piece[];
  /** What was said and printed outside every piece. */
  readonly output: KeptOutput;
  readonly diagnostics: readonly DiagnosticView[];
  readonly artifacts: readonly ArtifactFacts[];
}

/** A stretch of a build: one of its steps, or work of its builder or of a post-processor. */
export interface Piece {
  readonly of: 'step' | 'builder' | 'post-processor';
  readonly label: string;
  /** Milliseconds since the run began. */
  readonly begin: number;
  readonly milliseconds: number | undefined;
  readonly state: 'cached' | 'done' | 'failed' | 'unfinished';
  readonly key: string | undefined;
  readonly cause: readonly string[];
  /** Size of the layers that it made. */
  readonly bytes: number | undefined;
  readonly traffic: Traffic | undefined;
  readonly exits: readonly RemoteExit[];
  readonly output: KeptOutput;
}

/** Follows a run, whatever its length: only beginnings and ends of outputs are kept. */
export interface ReportCollector {
  take(event: BuildEvent): void;
  getReport(): Report;
}

export function createReportCollector(): ReportCollector {
  const builds = new Map<string, BuildCollector>();
  let started: Report['started'];
  let isWhole = false;
  let end = 0;
  const find = (name: BuildName) => {
    const key = `${name.project}/${name.build}`;
    const known = builds.get(key) ?? new BuildCollector(name);
    builds.set(key, known);
    return known;
  };
  return {
    take(event) {
      end = Math.max(end, event.at);
      if (event.kind === 'run-started') started = event;
      else if (event.kind === 'run-finished') isWhole = true;
      else find(event.build).take(event);
    },
    getReport: () => ({
      started,
      isWhole,
      end,
      // Work that belongs to no build (a lookup of packages) is worth a place only when it has something to say.
      builds: [...builds.values()].filter(
        ({ name, diagnostics }) => name.build !== '' || diagnostics.length > 0,
      ),
    }),
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type OpenPiece = Mutable<Omit<Piece, 'exits' | 'output'>> & {
  readonly exits: RemoteExit[];
  readonly output: OutputKeeper;
};
type EventOfBuild = Exclude<BuildEvent, { kind: 'run-started' | 'run-finished' }>;

class BuildCollector implements BuildReport {
  outcome: Outcome | undefined;
  milliseconds: number | undefined;
  readonly pieces: OpenPiece[] = [];
  readonly output = new OutputKeeper();
  readonly diagnostics: DiagnosticView[] = [];
  artifacts: readonly ArtifactFacts[] = [];
  readonly #lines = new LineSplitter();

  constructor(readonly name: BuildName) {}

  take(event: EventOfBuild): void {
    switch (event.kind) {
      case 'build-started':
      case 'progress':
        return;
      case 'step-cached':
        this.#begin({ of: 'step', label: event.step.label, begin: event.at, key: event.key });
        this.#end('step', { state: 'cached', milliseconds: 0 });
        return;
      case 'step-started':
        this.#begin({
          of: 'step',
          label: event.step.label,
          begin: event.at,
          key: event.key,
          ...(event.cause && { cause: event.cause }),
        });
        return;
      case 'step-finished':
      case 'step-failed':
        this.#end('step', {
          state: event.kind === 'step-failed' ? 'failed' : 'done',
          milliseconds: event.milliseconds,
          traffic: event.traffic,
          ...('bytes' in event && { bytes: event.bytes }),
        });
        return;
      case 'work-started':
        this.#begin({ of: event.work.of, label: event.work.label, begin: event.at });
        return;
      case 'work-finished':
        this.#end(event.work.of, {
          state: event.success ? 'done' : 'failed',
          milliseconds: event.milliseconds,
        });
        return;
      case 'command-ended':
        this.#current()?.exits.push(event.exit);
        return;
      case 'say':
        this.#keeper().add('say', event.message);
        return;
      case 'output':
        this.#lines.add(event.stream, event.data, (line) => this.#keeper().add(event.stream, line));
        return;
      case 'diagnostic':
        this.diagnostics.push(event.diagnostic);
        return;
      case 'build-finished':
        this.#flush();
        this.outcome = event.outcome;
        this.milliseconds = event.milliseconds;
        this.artifacts = event.artifacts;
    }
  }

  /** Steps lie within the work of a builder that provisions: the last one that is open is the innermost. */
  #current(): OpenPiece | undefined {
    return this.pieces.findLast(({ state }) => state === 'unfinished');
  }

  #keeper(): OutputKeeper {
    return this.#current()?.output ?? this.output;
  }

  #begin(about: Pick<Piece, 'of' | 'label' | 'begin'> & Partial<Pick<Piece, 'key' | 'cause'>>): void {
    this.#flush();
    this.pieces.push({
      key: undefined,
      cause: [],
      ...about,
      milliseconds: undefined,
      state: 'unfinished',
      bytes: undefined,
      traffic: undefined,
      exits: [],
      output: new OutputKeeper(),
    });
  }

  #end(of: Piece['of'], result: Partial<Pick<Piece, 'state' | 'milliseconds' | 'bytes' | 'traffic'>>): void {
    this.#flush();
    const piece = this.pieces.findLast((each) => each.of === of && each.state === 'unfinished');
    if (piece) Object.assign(piece, result);
  }

  #flush(): void {
    for (const stream of ['stdout', 'stderr'] as const)
      this.#lines.end(stream, (line) => this.#keeper().add(stream, line));
  }
}
