import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Failure } from '@strata/diagnostics';
import type { ProcessExit } from '../namespace/namespace';

type Bytes = AsyncIterable<Uint8Array>;

/** A running process that takes bytes, gives bytes, or both; a `NamespaceProcess` is one. */
export interface PipedProcess {
  readonly stdin: Writable | undefined;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly exit: Promise<ProcessExit>;
  kill(): void;
}

/** What to throw when a process did not end well; given the end of what it complained about. */
export type Refusal = (message: string) => Failure;

/**
 * What a process writes, while it is fed `input`. The stream fails when the input does or the process ends badly.
 *
 * The process is started when the stream is first read, not before: Node throws away what a process has written when
 * it ends before anybody listens.
 */
export async function* runFilter(
  start: () => PipedProcess,
  input: Bytes | undefined,
  refuse: Refusal,
): AsyncGenerator<Buffer> {
  const child = start();
  const ended = watch(child, input, refuse);
  try {
    for await (const bytes of child.stdout) yield bytes as Buffer;
    await ended;
  } finally {
    child.kill();
    await ended.catch(() => undefined);
  }
}

/** Feeds a process to its end; what it writes on standard output is dropped. */
export async function runSink(child: PipedProcess, input: Bytes, refuse: Refusal): Promise<void> {
  child.stdout.resume();
  try {
    await watch(child, input, refuse);
  } finally {
    child.kill();
  }
}

/** A broken input is told before the exit code that it caused, an exit code before the broken pipe that it caused. */
function watch(child: PipedProcess, input: Bytes | undefined, refuse: Refusal): Promise<void> {
  const messages = collectText(child.stderr);
  const fed = input === undefined ? Promise.resolve(undefined) : feed(input, child);
  const settle = async (): Promise<void> => {
    const exit = await child.exit;
    const error = await fed;
    if (error !== undefined && !isBrokenPipe(error)) throw error;
    if (exit.kind === 'signalled') throw refuse(`it was ended by ${exit.signal}`);
    if (exit.code !== 0) throw refuse((await messages) || `it ended with code ${exit.code}`);
    if (error !== undefined) throw error;
  };
  const settled = settle();
  settled.catch(() => undefined);
  return settled;
}

/** Gives the error instead of throwing it, since the process's own end is looked at first. */
async function feed(input: Bytes, child: PipedProcess): Promise<unknown> {
  try {
    await pipeline(input, child.stdin as Writable);
    return undefined;
  } catch (error) {
    return error;
  }
}

const brokenPipe: ReadonlySet<unknown> = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE']);

/** The process left before it had read everything; why, its exit code says. */
function isBrokenPipe(error: unknown): boolean {
  return brokenPipe.has((error as NodeJS.ErrnoException).code);
}

const keptText = 4000;

async function collectText(stream: Readable): Promise<string> {
  let text = '';
  for await (const piece of stream.setEncoding('utf8')) text = (text + piece).slice(-keptText);
  return text.trim();
}
