import type { BuildEvent, BuildName, Outcome, StepName } from '@strata/engine';
import { formatViews, type ProblemStyle } from './format-problems';
import { LineSplitter } from './line-splitter';
import type { ProgressOptions, ProgressView } from './progress';
import { formatBytes, formatSeconds } from './units';

/** A run that finds all layers stored has no progress to show, and does without its modules. */
const loadProgress = () => require('./progress') as typeof import('./progress');

/** What the view may know about the place it writes to. */
export interface TerminalOptions extends ProblemStyle, ProgressOptions {
  /** Show the output of every step, not that of failed ones alone. */
  readonly verbose: boolean;
}

/** A run as people see it. */
export interface TerminalView {
  listen(event: BuildEvent): void;
  /** Writes text that belongs to no event, above what is drawn for the moment. */
  write(text: string): void;
  /** Draws nothing until the work is over: it asks somebody, and the last line is theirs. */
  pauseFor<T>(work: () => Promise<T>): Promise<T>;
  /** Takes away what is drawn for the moment. */
  end(): void;
}

const COLORS = { green: 32, red: 31, yellow: 33, cyan: 36, dim: 2 } as const;
const KEPT_LINES = 40;

/** Writes a run for people, one line a step, in Packer's shape: `==> name: what happens`. */
export function createTerminalView(options: TerminalOptions): TerminalView {
  let progress: ProgressView | undefined;
  const write = (text: string) => (progress ? progress.write(text) : options.write(text));
  const paint = (color: keyof typeof COLORS, text: string) =>
    options.color ? `\u001b[${COLORS[color]}m${text}\u001b[0m` : text;
  const say = (build: BuildName, text: string, color: keyof typeof COLORS = 'green') =>
    write(`${paint(color, `==> ${nameOf(build)}: ${text}`)}\n`);
  const indent = (build: BuildName, text: string) => write(`    ${nameOf(build)}: ${text}\n`);
  const tails = new Map<string, string[]>();
  const lines = new LineSplitter();
  const live = new Set<string>();
  const isShown = (build: BuildName) => options.verbose || live.has(nameOf(build));

  const showOutput = (build: BuildName, line: string) => {
    if (isShown(build)) return indent(build, line);
    progress?.note(nameOf(build), line);
    const tail = tails.get(nameOf(build)) ?? [];
    tail.push(line);
    if (tail.length > KEPT_LINES) tail.shift();
    tails.set(nameOf(build), tail);
  };
  const flush = (build: BuildName) => lines.end(nameOf(build), (line) => showOutput(build, line));

  /** Before the event's own line, so that what is over is not drawn again below it. */
  const followProgress = (event: BuildEvent) => {
    if (isLasting(event)) progress ??= loadProgress().createProgressView(options);
    if ('build' in event && event.kind !== 'output') progress?.take(nameOf(event.build), event);
  };

  const tell = (event: BuildEvent) => {
    switch (event.kind) {
      case 'build-started':
        if (event.output === 'live') live.add(nameOf(event.build));
        return;
      case 'progress':
      case 'run-started':
      case 'run-finished':
      case 'command-ended':
      case 'work-started':
      case 'work-finished':
        return;
      case 'step-cached':
        return say(event.build, `${stepOf(event.step)}: cached`, 'cyan');
      case 'step-started':
        tails.delete(nameOf(event.build));
        return say(event.build, `${stepOf(event.step)} ...`);
      case 'step-finished':
        flush(event.build);
        return say(
          event.build,
          `${stepOf(event.step)}: ${[formatSeconds(event.milliseconds), ...sizeOf(event.bytes)].join(', ')}`,
        );
      case 'step-failed':
        flush(event.build);
        for (const line of tails.get(nameOf(event.build)) ?? []) indent(event.build, line);
        return say(
          event.build,
          `${stepOf(event.step)}: failed after ${formatSeconds(event.milliseconds)}`,
          'red',
        );
      case 'say':
        return isShown(event.build) ? say(event.build, event.message) : undefined;
      case 'output':
        return lines.add(`${nameOf(event.build)}`, event.data, (line) => showOutput(event.build, line));
      case 'diagnostic':
        return write(`\n${formatViews([event.diagnostic], options)}`);
      case 'build-finished':
        return say(
          event.build,
          `${OUTCOMES[event.outcome]} in ${formatSeconds(event.milliseconds)}`,
          colorOf(event.outcome),
        );
    }
  };
  return {
    listen(event) {
      followProgress(event);
      tell(event);
    },
    write,
    async pauseFor(work) {
      progress ??= loadProgress().createProgressView(options);
      const resume = progress.pause();
      try {
        return await work();
      } finally {
        resume();
      }
    },
    end: () => progress?.end(),
  };
}

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  built: 'Built',
  unchanged: 'Unchanged, nothing to do,',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** What may take so long that people want to see that it goes on. */
function isLasting(event: BuildEvent): boolean {
  if (event.kind === 'work-started') return event.work.of === 'builder';
  return event.kind === 'step-started' || event.kind === 'progress';
}

function colorOf(outcome: Outcome): keyof typeof COLORS {
  if (outcome === 'failed') return 'red';
  return outcome === 'cancelled' ? 'yellow' : 'green';
}

function nameOf({ project, build }: BuildName): string {
  return build === '' ? project : `${project}/${build}`;
}

function sizeOf(bytes: number | undefined): readonly string[] {
  return bytes === undefined ? [] : [formatBytes(bytes)];
}

function stepOf(step: StepName): string {
  return `[${step.index + 1}/${step.count}] ${step.label}`;
}
