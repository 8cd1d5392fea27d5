import { createNodePorts } from '@strata/sdk/node';
import type { Terminal } from './context';
import { runCli } from './run-cli';

/** The executable: the one place that knows argv, the streams, signals and the exit code. */
async function main(): Promise<void> {
  const cancel = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => cancel.abort(new Error(signal)));
  process.exitCode = await runCli(process.argv.slice(2), {
    ports: createNodePorts(),
    signal: cancel.signal,
    out: createTerminal(process.stdout),
    err: createTerminal(process.stderr),
  });
}

function createTerminal(stream: NodeJS.WriteStream): Terminal {
  // A reader that went away (`strata … | head`) ends the output, not the build.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    isTerminal: stream.isTTY ?? false,
    width: stream.columns ?? 120,
    color: (stream.isTTY ?? false) && !process.env['NO_COLOR'],
    write: (text) => void stream.write(text),
  };
}

void main();
