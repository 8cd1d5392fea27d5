import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { AwsSession } from '../../packages/target-aws/src/client';
import { readCalls } from './recording/read-calls';
import type { RecordedCall } from './recording/record';
import type { LiveSettings } from './settings';

/** The tag that everything of a run has. */
export const RUN_TAG = 'strata-live-run';

/** What scenarios are given. */
export interface LiveWorld {
  readonly settings: LiveSettings;
  /** Of this run alone: the value of its tag, and a part of its names. */
  readonly id: string;
  readonly session: AwsSession;
  /** Aborted when the time is over or somebody ends the run. */
  readonly signal: AbortSignal;
  /** A workspace of this run alone. */
  readonly root: string;
  /** Runs `strata` in the workspace. @throws when it fails */
  strata(name: string, ...args: readonly string[]): Promise<CommandResult>;
  say(text: string): void;
}

export interface CommandResult {
  readonly output: string;
  readonly calls: readonly RecordedCall[];
}

const executable = resolve(__dirname, '../../packages/cli/bin/strata.js');
const preload = join(__dirname, 'recording/preload.js');
/** Milliseconds that a command which is ended has to clean up, before it is killed. */
const LAST_WORDS = 180_000;

export interface CommandPlace {
  readonly root: string;
  /** Where what each command asked and printed is kept, by its name. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Runs one command, records what it asks, and has it clean up when the run is ended. */
export async function runStrata(
  { root, folder, signal }: CommandPlace,
  name: string,
  args: readonly string[],
): Promise<CommandResult> {
  signal.throwIfAborted();
  const calls = resolve(folder, name);
  mkdirSync(calls, { recursive: true });
  const env = {
    ...process.env,
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
  return { output, calls: readCalls(calls) };
}
