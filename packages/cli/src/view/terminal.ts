import type { BuildEvent, BuildName, Outcome, StepName } from '@strata/engine';
import { formatProblems, type ProblemStyle } from './format-problems';
import { formatBytes, formatSeconds } from './units';

/** What the view may know about the place it writes to. */
export interface TerminalOptions extends ProblemStyle {
  /** Show the output of every step, not that of failed ones alone. */
  readonly verbose: boolean;
  readonly write: (text: string) => void;
}

const COLORS = { green: 32, red: 31, yellow: 33, cyan: 36, dim: 2 } as const;
const KEPT_LINES = 40;

/** Writes a run for people, one line a step, in Packer's shape: `==> name: what happens`. */
export function createTerminalView(options: TerminalOptions): (event: BuildEvent) => void {
  const paint = (color: keyof typeof COLORS, text: string) =>
    options.color ? `\u001b[${COLORS[color]}m${text}\u001b[0m` : text;
  const say = (build: BuildName, text: string, color: keyof typeof COLORS = 'green') =>
    options.write(`${paint(color, `==> ${nameOf(build)}: ${text}`)}\n`);
  const indent = (build: BuildName, text: string) => options.write(`    ${nameOf(build)}: ${text}\n`);
  const tails = new Map<string, string[]>();
  const lines = new LineSplitter();

  const showOutput = (build: BuildName, line: string) => {
    if (options.verbose) return indent(build, line);
    const tail = tails.get(nameOf(build)) ?? [];
    tail.push(line);
    if (tail.length > KEPT_LINES) tail.shift();
    tails.set(nameOf(build), tail);
  };
  const flush = (build: BuildName) => lines.end(nameOf(build), (line) => showOutput(build, line));

  return (event) => {
    switch (event.kind) {
      case 'build-started':
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
          `${stepOf(event.step)}: ${formatSeconds(event.milliseconds)}, ${formatBytes(event.bytes)}`,
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
        return options.verbose ? say(event.build, event.message) : undefined;
      case 'output':
        return lines.add(`${nameOf(event.build)}`, event.data, (line) => showOutput(event.build, line));
      case 'progress':
        return;
      case 'diagnostic':
        return options.write(`\n${formatProblems([event.diagnostic], options)}`);
      case 'build-finished':
        return say(
          event.build,
          `${OUTCOMES[event.outcome]} in ${formatSeconds(event.milliseconds)}`,
          colorOf(event.outcome),
        );
    }
  };
}

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  built: 'Built',
  unchanged: 'Unchanged, nothing to do,',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

function colorOf(outcome: Outcome): keyof typeof COLORS {
  if (outcome === 'failed') return 'red';
  return outcome === 'cancelled' ? 'yellow' : 'green';
}

function nameOf(build: BuildName): string {
  return `${build.project}/${build.build}`;
}

function stepOf(step: StepName): string {
  return `[${step.index + 1}/${step.count}] ${step.label}`;
}

/** Joins chunks to whole lines, one buffer a name. */
class LineSplitter {
  readonly #open = new Map<string, string>();

  add(name: string, data: string, take: (line: string) => void): void {
    const parts = ((this.#open.get(name) ?? '') + data).split(/\r\n|\n|\r(?=.)/);
    this.#open.set(name, parts.pop() ?? '');
    for (const part of parts) take(part);
  }

  end(name: string, take: (line: string) => void): void {
    const rest = this.#open.get(name);
    if (rest) take(rest);
    this.#open.delete(name);
  }
}
