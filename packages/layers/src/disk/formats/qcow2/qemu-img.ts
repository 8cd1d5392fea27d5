import { Failure } from '@strata/diagnostics';
import { problem } from '../../../codes';
import { startProgram } from '../../../tar/host-program';
import { runFilter } from '../../../tar/piped-process';

interface QemuImgRun {
  readonly args: readonly string[];
  readonly searchPath: string;
  readonly signal?: AbortSignal | undefined;
  /** Called with how much is done, from 0 to 1, when the arguments ask for it with `-p`. */
  readonly onProgress?: (part: number) => void;
}

/** Runs qemu-img to its end. It is ended when the signal is aborted, and has ended when this is over. */
export async function runQemuImg({ args, searchPath, signal, onProgress }: QemuImgRun): Promise<void> {
  signal?.throwIfAborted();
  let stop = (): void => undefined;
  const start = () => {
    const child = startProgram({ command: 'qemu-img', args, searchPath, package: 'qemu-utils' });
    child.stdin?.end();
    stop = () => child.kill();
    return child;
  };
  const onAbort = () => stop();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    for await (const bytes of runFilter(start, undefined, refuse)) {
      const part = parseProgress(bytes.toString('latin1'));
      if (part !== undefined) onProgress?.(part);
    }
  } catch (error) {
    // Being ended is what was asked for.
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

/** It writes `(12.50/100%)`, again and again in one line. */
function parseProgress(text: string): number | undefined {
  const last = [...text.matchAll(/\((\d+\.\d+)\/100%\)/g)].at(-1);
  return last && Number(last[1]) / 100;
}

function refuse(message: string): Failure {
  const isFull = /no space left|quota/iu.test(message);
  return new Failure(
    problem(isFull ? 'LAY122' : 'LAY123', {
      detail: `qemu-img failed: ${message}.`,
      hint: isFull
        ? 'Free some space there, or choose another place.'
        : 'Look at what it names; `qemu-img info` tells what a disk is.',
    }),
  );
}
