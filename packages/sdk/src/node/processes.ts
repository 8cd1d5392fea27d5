import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { getErrorCode } from '../error-code';
import type { Processes, ProcessResult, ProcessSpec } from '../ports';

export interface ProcessOptions {
  /**
   * Milliseconds between the request to end and the end by force: package managers need a moment to drop their locks.
   *
   * @default 3,000
   */
  readonly grace?: number;
}

export function createProcesses({ grace = 3_000 }: ProcessOptions = {}): Processes {
  return { run: (spec) => run(spec, grace) };
}

/**
 * Runs a program to its end. An abort ends the program and everything it started, waits until it is gone, and rejects
 * with the signal's reason. A program that cannot be started is a `Failure`; an exit code is a result.
 */
async function run(spec: ProcessSpec, grace: number): Promise<ProcessResult> {
  spec.signal?.throwIfAborted();
  const child = start(spec);
  if (!spec.stdout) child.stdout?.on('data', (data: Buffer) => spec.onOutput?.('stdout', data));
  child.stderr?.on('data', (data: Buffer) => spec.onOutput?.('stderr', data));
  await using _ = endOnAbort(child, grace, spec.signal);
  const [result] = await Promise.all([
    waitForEnd(child, spec),
    feed(child, spec.stdin),
    drain(child, spec.stdout),
  ]);
  spec.signal?.throwIfAborted();
  return result;
}

function start(spec: ProcessSpec): ChildProcess {
  try {
    return spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: { ...spec.env },
      // A process group of its own, so that an abort reaches the program's children too.
      detached: true,
      stdio: [spec.stdin ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    throw getStartFailure(error as Error, spec);
  }
}

function waitForEnd(child: ChildProcess, spec: ProcessSpec): Promise<ProcessResult> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(getStartFailure(error, spec)));
    child.once('close', (code, signal) => resolve({ code: code ?? undefined, signal: signal ?? undefined }));
  });
}

/** A program may end before it has read all its input; that is its own business. */
async function feed(child: ChildProcess, stdin: ProcessSpec['stdin']): Promise<void> {
  if (!stdin || !child.stdin) return;
  const source = Buffer.isBuffer(stdin) ? Readable.from([stdin]) : stdin;
  try {
    await pipeline(source, child.stdin);
  } catch (error) {
    if (isClosedPipe(error)) return;
    endByForce(child);
    throw error;
  }
}

/** A taker that fails ends the program: nobody would read the rest. */
async function drain(child: ChildProcess, stdout: ProcessSpec['stdout']): Promise<void> {
  if (!stdout || !child.stdout) return;
  try {
    await pipeline(child.stdout, stdout);
  } catch (error) {
    endByForce(child);
    throw error;
  }
}

function isClosedPipe(error: unknown): boolean {
  return ['EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET'].includes(getErrorCode(error) ?? '');
}

function endOnAbort(child: ChildProcess, grace: number, signal?: AbortSignal): AsyncDisposable {
  let force: NodeJS.Timeout | undefined;
  const end = () => {
    killGroup(child, 'SIGTERM');
    force = setTimeout(() => endByForce(child), grace);
  };
  signal?.addEventListener('abort', end, { once: true });
  return {
    async [Symbol.asyncDispose]() {
      signal?.removeEventListener('abort', end);
      clearTimeout(force);
      // What the program left in the background must not outlive an abort.
      if (signal?.aborted) killGroup(child, 'SIGKILL');
    },
  };
}

/** A daemon may have left the group with the pipes in its hands; nobody waits for it. */
function endByForce(child: ChildProcess): void {
  killGroup(child, 'SIGKILL');
  child.stdout?.destroy();
  child.stderr?.destroy();
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

function getStartFailure(error: Error, { command, cwd, env }: ProcessSpec): Failure {
  const code = getErrorCode(error);
  if (code === 'ENOENT' && cwd !== undefined && !existsSync(cwd)) {
    const detail = `"${command}" was to run in the folder ${cwd}, which does not exist.`;
    return new Failure(problem('SDK002', { detail }), { cause: error });
  }
  if (code === 'ENOENT') {
    const place = command.includes('/')
      ? 'There is no such file'
      : `It is not in PATH (${env.PATH ?? 'not set'})`;
    const detail = `The program "${command}" is needed. ${place}.`;
    return new Failure(problem('SDK001', { detail, hint: `Install the package that holds "${command}".` }), {
      cause: error,
    });
  }
  return new Failure(problem('SDK002', { detail: `"${command}": ${error.message}.` }), { cause: error });
}
