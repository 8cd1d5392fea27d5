import { createNodePorts } from '@strata/sdk/node';
import type { CliContext, Terminal } from '../context';
import { runCli } from '../run-cli';

/** Runs `strata inspect --json` in a folder of this machine, with an empty environment and a clock that stands. */
export async function inspectFolder(
  path: string,
  now: number,
): Promise<{ readonly code: number; readonly json: unknown }> {
  let out = '';
  const terminal = (write: (text: string) => void): Terminal => ({
    isTerminal: false,
    width: 120,
    color: false,
    write,
  });
  const ports = createNodePorts();
  const context: CliContext = {
    ports: {
      ...ports,
      clock: { ...ports.clock, now: () => now },
      environment: { ...ports.environment, variables: {}, cwd: path },
    },
    signal: new AbortController().signal,
    out: terminal((text) => {
      out += text;
    }),
    err: terminal(() => undefined),
  };
  const code = await runCli(['inspect', '--json', '.'], context);
  return { code, json: out === '' ? undefined : JSON.parse(out) };
}
