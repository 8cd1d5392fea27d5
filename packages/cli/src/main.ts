import type { Ask, Ports } from '@strata/sdk';
import { createNodePorts } from '@strata/sdk/node';
import type { Terminal } from './context';
import { createInterrupt, givenUp } from './interrupt';
import { createLog } from './log';
import { runCli } from './run-cli';

/** The executable: the one place that knows argv, the streams, signals and the exit code. */
async function main(): Promise<void> {
  const cancel = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(
      signal,
      createInterrupt({
        cancel,
        now: () => Date.now(),
        giveUp: () => {
          process.stderr.write(`\n${givenUp}\n`);
          // Whatever holds the process, be it a read that waits in the kernel, does not hold it against this one.
          process.kill(process.pid, 'SIGKILL');
        },
      }),
    );
  const nodePorts = createNodePorts();
  const err = createTerminal(process.stderr);
  const log = createLog({
    variables: nodePorts.environment.variables,
    now: () => nodePorts.clock.now(),
    writeError: err.write,
  });
  const ports: Ports = { ...nodePorts, ...(process.stdin.isTTY && { ask }), ...(log && { log }) };
  process.exitCode = await runCli(process.argv.slice(2), {
    ports,
    signal: cancel.signal,
    out: createTerminal(process.stdout),
    err,
    get stdin() {
      return (require('./stdin') as typeof import('./stdin')).createStandardInput();
    },
    ...(log && { log }),
  });
}

let asking: Ask | undefined;

/** Few builds ask, so that what asks is loaded with the first question. */
const ask: Ask = (question, signal) => {
  const { createAsk } = require('./ask') as typeof import('./ask');
  asking ??= createAsk({ input: process.stdin, output: process.stderr });
  return asking(question, signal);
};

/** Any of them, when it is not empty, keeps colour out. */
const NO_COLOR = ['NO_COLOR', 'PACKER_NO_COLOR'];

function createTerminal(stream: NodeJS.WriteStream): Terminal {
  // A reader that went away (`strata … | head`) ends the output, not the build.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    isTerminal: stream.isTTY ?? false,
    // People change the size of their windows.
    get width() {
      return stream.columns || 120;
    },
    color: (stream.isTTY ?? false) && !NO_COLOR.some((name) => process.env[name]),
    write: (text) => void stream.write(text),
  };
}

void main();
