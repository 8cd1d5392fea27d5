import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, constants, openSync, unlinkSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A pipe from a command to us. */
export interface OutputPipe {
  /** The command's end, a file descriptor; to be closed once the command has it. */
  readonly write: number;
  readonly stream: Socket;
}

const run = promisify(execFile);

/**
 * Makes pipes for output. What Node itself makes for its children are socket pairs, and those cannot be opened by
 * name: a script that writes to /dev/stderr would fail.
 */
export async function openOutputPipes(
  mkfifo: string,
  folder: string,
  count: number,
): Promise<readonly OutputPipe[]> {
  const paths = Array.from({ length: count }, () => join(folder, `pipe-${randomUUID()}`));
  // Open to all, so that a command may give up root and still reach its output by name.
  await run(mkfifo, ['-m', '666', '--', ...paths], { env: {} });
  return paths.map(openPipe);
}

/** The first descriptor keeps the other two from waiting for each other. */
function openPipe(path: string): OutputPipe {
  const both = openSync(path, constants.O_RDWR);
  try {
    const read = openSync(path, constants.O_RDONLY);
    const write = openSync(path, constants.O_WRONLY);
    return { write, stream: new Socket({ fd: read, readable: true, writable: false }) };
  } finally {
    closeSync(both);
    unlinkSync(path);
  }
}
