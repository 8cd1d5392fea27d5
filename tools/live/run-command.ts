import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';

export interface CommandPlace {
  readonly root: string;
  /** Where what each command asked and printed is kept, by its name. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** What is loaded before it, and writes down what it asks. */
  readonly preload: string;
  /** Beside the environment of this process; undefined takes one away. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

/** What a command printed, and where what it asked is kept. */
export interface EndedCommand {
  readonly output: string;
  readonly calls: string;
}

const executable = resolve(__dirname, '../../packages/cli/bin/strata.js');
/** Milliseconds that a command which is ended has to clean up, before it is killed. */
const LAST_WORDS = 180_000;

/** Runs one command of `strata`, records what it asks, and has it clean up when the run is ended. @throws when it fails */
export async function runCommand(
  { root, folder, signal, preload, variables = {} }: CommandPlace,
  name: string,
  args: readonly string[],
): Promise<EndedCommand> {
  signal.throwIfAborted();
  const calls = resolve(folder, name);
  mkdirSync(calls, { recursive: true });
  const env = {
    ...process.env,
    ...variables,
    STRATA_LIVE_CALLS: calls,
    NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --require=${preload}`.trim(),
  };
  const child = spawn(process.execPath, [executable, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const take = (data: Buffer) => {
    output += data.toString();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  let killing: NodeJS.Timeout | undefined;
  const end = () => {
    child.kill('SIGTERM');
    killing = setTimeout(() => child.kill('SIGKILL'), LAST_WORDS);
  };
  signal.addEventListener('abort', end);
  const code = await new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  signal.removeEventListener('abort', end);
  clearTimeout(killing);
  signal.throwIfAborted();
  if (code !== 0) throw new Error(`strata ${args.join(' ')} ended with ${code}:\n${output}`);
  return { output, calls };
}
