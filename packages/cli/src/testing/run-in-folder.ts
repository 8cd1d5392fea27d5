import type { Clock } from '@strata/sdk';
import { createNodePorts } from '@strata/sdk/node';
import type { CliContext, Terminal } from '../context';
import { runCli } from '../run-cli';
import type { MemoryEnd } from './run-in-memory';

/** What else a run has. */
export interface FolderRun {
  /** On the standard input. */
  readonly typed?: string;
  /** @default this machine's */
  readonly clock?: Clock;
}

/** Runs one command line in this process, over the files of a real folder and with no environment but the given. */
export async function runInFolder(
  cwd: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  { typed = '', clock }: FolderRun = {},
): Promise<MemoryEnd> {
  const ports = createNodePorts();
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
      ...(clock && { clock }),
      environment: { ...ports.environment, cwd, variables },
    },
    signal: new AbortController().signal,
    out: terminal('out'),
    err: terminal('err'),
    stdin: {
      isTerminal: false,
      lines: async function* () {
        yield* typed.split('\n');
      },
      text: async () => typed,
    },
  };
  return { code: await runCli(args, context), ...text };
}
