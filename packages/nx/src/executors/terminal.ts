import type { Terminal } from '@strata/cli';

/** Nx sets FORCE_COLOR for its executors when it writes to a terminal itself. */
function hasColor(stream: NodeJS.WriteStream): boolean {
  if (process.env.NO_COLOR) return false;
  return stream.isTTY || (process.env.FORCE_COLOR ?? 'false') !== 'false';
}

/** One of the executor's output streams. */
export function createTerminal(stream: NodeJS.WriteStream): Terminal {
  return {
    isTerminal: stream.isTTY,
    width: stream.columns ?? 120,
    color: hasColor(stream),
    write: (text) => void stream.write(text),
  };
}
