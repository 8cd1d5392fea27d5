import { createTestPorts } from '@strata/sdk/testing';
import type { CliContext, Terminal } from '../context';
import { runCli } from '../run-cli';

/** 2023-11-14T22:13:20Z. */
export const NOW = 1_700_000_000_000;

export interface MemoryRun {
  /** By absolute path; the command runs in `/ws`. */
  readonly files?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  /** Lines of standard input. */
  readonly typed?: readonly string[];
  readonly isTerminal?: boolean;
}

/** How one command line ended. */
export interface MemoryEnd {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line in this process, over files in memory. */
export async function runInMemory(args: readonly string[], run: MemoryRun = {}): Promise<MemoryEnd> {
  const { files = {}, variables = {} } = run;
  const ports = createTestPorts(files);
  const text = { out: '', err: '' };
  const terminal = (name: 'out' | 'err'): Terminal => ({
    isTerminal: false,
    width: 120,
    color: false,
    write: (more) => {
      text[name] += more;
    },
  });
  const context: CliContext = {
    ports: {
      ...ports,
      clock: { ...ports.clock, now: () => NOW },
      environment: { ...ports.environment, variables },
    },
    signal: new AbortController().signal,
    out: terminal('out'),
    err: terminal('err'),
    stdin: createTyped(run),
  };
  return { code: await runCli(args, context), ...text };
}

function createTyped({ typed = [], isTerminal = false }: MemoryRun): NonNullable<CliContext['stdin']> {
  return {
    isTerminal,
    lines: async function* () {
      yield* typed;
    },
    text: async () => typed.join('\n'),
  };
}
