import { Failure } from '@strata/diagnostics';
import type { PartContext } from '@strata/sdk';
import { getEnvironment } from './environment';
import { explainEnd, explainMissing } from './explain';
import { createLastLines } from './last-lines';

/** A program that runs beside the build. */
export interface Running {
  /** Aborted when it has ended by itself, with a Failure that says why. */
  readonly lost: AbortSignal;
  /** Resolves when it has ended, in whichever way. */
  readonly ended: Promise<void>;
  /** From now on its end is wanted, and no loss. */
  expectEnd(): void;
  /** The end of what it said. */
  said(): string;
  /** Ends it by force and waits until it is gone. */
  stop(): Promise<void>;
}

type Context = Pick<PartContext, 'ports' | 'signal'>;

/** Starts a program that lasts. It is ended when the build is cancelled. */
export function startProgram(
  { ports, signal }: Context,
  { command, args }: { readonly command: string; readonly args: readonly string[] },
): Running {
  const stop = new AbortController();
  const lost = new AbortController();
  const lines = createLastLines();
  let isExpected = false;
  const work = ports.processes.run({
    command,
    args,
    env: getEnvironment(ports),
    signal: AbortSignal.any([signal, stop.signal]),
    onOutput: (_, data) => lines.add(data),
  });
  const ended = work.then(
    ({ code, signal: by }) => {
      if (isExpected) return;
      const end = by === undefined ? `ended with exit code ${code}` : `was ended by ${by}`;
      lost.abort(new Failure(explainEnd(lines.get(), { program: command, end })));
    },
    (error: unknown) => lost.abort(explainMissing(error, command)),
  );
  return {
    lost: lost.signal,
    ended,
    expectEnd: () => {
      isExpected = true;
    },
    said: () => lines.get(),
    stop: async () => {
      isExpected = true;
      stop.abort(new Error('not wanted any more'));
      await ended;
    },
  };
}
