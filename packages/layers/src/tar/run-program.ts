import { buffer } from 'node:stream/consumers';
import { type HostProgram, startProgram } from './host-program';
import { type Refusal, runFilter } from './piped-process';

export interface ProgramRun extends HostProgram {
  /** What to throw when the program ends badly. */
  readonly refuse: Refusal;
  readonly signal?: AbortSignal;
}

/**
 * Runs a program of this machine to its end; gives what it wrote on standard output.
 *
 * @throws Failure LAY009 when there is no such program, what `refuse` makes when it ends badly
 */
export async function runProgram({ refuse, signal, ...program }: ProgramRun): Promise<Buffer> {
  signal?.throwIfAborted();
  let stop = (): void => undefined;
  const start = () => {
    const child = startProgram(program);
    stop = () => child.kill();
    signal?.addEventListener('abort', stop, { once: true });
    return child;
  };
  try {
    return await buffer(runFilter(start, undefined, refuse));
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
