import { EventEmitter, once } from 'node:events';
import { PassThrough } from 'node:stream';
import { drained } from '../../winrm/drained';

/** What a program of the fake machine sees. */
export interface ProgramContext {
  /** What cmd was asked to run, with `%NAME%` put in, as the machine's list of processes shows it. */
  readonly commandLine: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly stdin: AsyncIterable<Buffer>;
  readonly signal: AbortSignal;
  /** Waits while nobody fetches what was written before. */
  out(data: string | Buffer): Promise<void>;
  err(data: string | Buffer): Promise<void>;
}

/** @returns its exit code */
export type Program = (context: ProgramContext) => Promise<number> | number;

export interface Piece {
  readonly stream: 'stdout' | 'stderr';
  readonly data: Buffer;
}

/** A program that runs, and what it wrote that nobody fetched yet. */
export interface Process {
  readonly exitCode: () => number | undefined;
  readonly inputEnded: () => boolean;
  write(data: Buffer, end: boolean): Promise<void>;
  /** Up to so many bytes; empty when there is nothing within the time. */
  take(limit: number, timeout: number): Promise<readonly Piece[]>;
  /** Whether all was fetched. */
  readonly isEmpty: () => boolean;
  kill(): void;
}

/** Bytes of a pipe of Windows that nobody reads, after which its writer waits. */
const PIPE = 1 << 20;
/** Of a program that was ended: STATUS_CONTROL_C_EXIT. */
const KILLED = -1073741510;

export function startProcess(
  program: Program,
  given: Pick<ProgramContext, 'commandLine' | 'environment'>,
): Process {
  const events = new EventEmitter();
  const abort = new AbortController();
  const stdin = new PassThrough();
  let pieces: Piece[] = [];
  let size = 0;
  let exitCode: number | undefined;
  let inputEnded = false;
  const write = (stream: Piece['stream']) => async (data: string | Buffer) => {
    pieces.push({ stream, data: Buffer.from(data) });
    size += data.length;
    events.emit('output');
    while (size > PIPE && !abort.signal.aborted) await once(events, 'taken');
  };
  const end = (code: number) => {
    exitCode ??= code;
    stdin.destroy();
    events.emit('output');
  };
  const run = async () =>
    program({ ...given, stdin, signal: abort.signal, out: write('stdout'), err: write('stderr') });
  stdin.on('error', () => {});
  run().then(end, (error: unknown) => {
    if (!abort.signal.aborted) void write('stderr')(`${error instanceof Error ? error.message : error}\r\n`);
    end(abort.signal.aborted ? KILLED : 1);
  });
  return {
    exitCode: () => exitCode,
    inputEnded: () => inputEnded,
    isEmpty: () => pieces.length === 0,
    async write(data, isEnd) {
      inputEnded ||= isEnd;
      if (data.length > 0 && !stdin.destroyed && !stdin.write(data)) await drained(stdin);
      if (isEnd) stdin.end();
    },
    async take(limit, timeout) {
      if (pieces.length === 0 && exitCode === undefined) {
        const late = AbortSignal.timeout(timeout);
        await once(events, 'output', { signal: late }).catch(() => {});
      }
      const taken: Piece[] = [];
      for (let left = limit; left > 0 && pieces[0]; ) {
        const [{ stream, data }, ...rest] = pieces as [Piece, ...Piece[]];
        taken.push({ stream, data: data.subarray(0, left) });
        pieces = data.length > left ? [{ stream, data: data.subarray(left) }, ...rest] : rest;
        left -= Math.min(left, data.length);
      }
      size = pieces.reduce((sum, { data }) => sum + data.length, 0);
      events.emit('taken');
      return taken;
    },
    kill() {
      abort.abort();
      events.emit('taken');
      end(KILLED);
    },
  };
}
