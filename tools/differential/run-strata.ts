import { type CliContext, runCli, type Terminal } from '@strata/cli';
import { createNodePorts } from '@strata/sdk/node';
import type { Ended } from './run-packer';

/** How one run of our own ended; what it answers and what it complains of come apart. */
export interface StrataEnded extends Ended {
  readonly problems: string;
}

/** Runs a command line of Strata in this process: a process of its own for each case would take minutes. */
export async function runStrata(
  args: readonly string[],
  cwd: string,
  typed: readonly string[] = [],
): Promise<StrataEnded> {
  const text = { out: '', err: '' };
  const ports = createNodePorts();
  const context: CliContext = {
    ports: { ...ports, environment: { ...ports.environment, cwd, variables: {} } },
    signal: new AbortController().signal,
    out: createTerminal((more) => {
      text.out += more;
    }),
    err: createTerminal((more) => {
      text.err += more;
    }),
    stdin: {
      isTerminal: false,
      lines: async function* () {
        yield* typed;
      },
      text: async () => typed.join('\n'),
    },
  };
  const code = await runCli(args, context);
  return { code, text: text.out, problems: text.err };
}

function createTerminal(write: (text: string) => void): Terminal {
  return { isTerminal: false, width: 120, color: false, write };
}
