import type { Terminal } from '@strata/cli';

/** Nx sets FORCE_COLOR for its executors when it writes to a terminal itself. */
function hasColor(stream: NodeJS.WriteStream): boolean {
  if (process.env.NO_COLOR) return false;
  return stream.isTTY || (process.env.FORCE_COLOR ?? 'false') !== 'false';
}

/**
 * One of the executor's output streams. Never a terminal, though Nx may give us one: it keeps what is written and shows
 * it again, beside that of other tasks, so that nothing can be drawn in place.
 */
export function createTerminal(stream: NodeJS.WriteStream): Terminal {
  return {
    isTerminal: false,
    width: stream.columns ?? 120,
    color: hasColor(stream),
    write: (text) => void stream.write(text),
  };
}
