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

/** Gives pipes for output, two for a command. */
export type TakePipes = () => Promise<readonly [OutputPipe, OutputPipe]>;

const run = promisify(execFile);

/** Pipes made at a time: making them takes a process. A step of one script needs two, one that also sends files more. */
const batch = 8;

/**
 * Makes pipes ahead. What Node itself makes for its children are socket pairs, and those cannot be opened by name: a
 * script that writes to /dev/stderr would fail.
 */
export async function supplyPipes(mkfifo: string, folder: string): Promise<TakePipes> {
  const paths = await makePipes(mkfifo, folder);
  return async () => {
    for (;;) {
      const [first, second] = paths.splice(0, 2);
      if (first !== undefined && second !== undefined) return [openPipe(first), openPipe(second)];
      paths.push(...(await makePipes(mkfifo, folder)));
    }
  };
}

async function makePipes(mkfifo: string, folder: string): Promise<string[]> {
  const paths = Array.from({ length: batch }, () => join(folder, `pipe-${randomUUID()}`));
  // Open to all, so that a command may give up root and still reach its output by name.
  await run(mkfifo, ['-m', '666', '--', ...paths], { env: {} });
  return paths;
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
