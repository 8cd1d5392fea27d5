import { type FileHandle, readlink } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds between looks into a pipe that is empty. */
const LOOK = 20;

/** Milliseconds in which somebody has to begin to write into a named pipe. */
const PATIENCE = 10_000;

const PIECE = 2 ** 16;

/**
 * Everything that comes out of a pipe, such as the shell's `<(sops -d values.hcl)`. A read that waits in the kernel cannot be
 * taken back, and would outlive every signal but SIGKILL; so the pipe is looked into, and has to be open without waiting.
 *
 * @throws Error when nobody writes into a named pipe
 */
export async function readPipe(file: FileHandle, patience = PATIENCE): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const isNamed = await hasName(file);
  for (let waited = 0; ; waited += LOOK) {
    const piece = await readPiece(file);
    if (piece && piece.length > 0) {
      pieces.push(piece);
      continue;
    }
    // An end is what an empty pipe without a writer has too; one without a name never gets another.
    const isOver = piece !== undefined && (pieces.length > 0 || !isNamed);
    if (isOver) return Buffer.concat(pieces);
    if (piece !== undefined && waited >= patience)
      throw new Error(`it is a named pipe, and nobody wrote into it for ${patience / 1000} s`);
    await wait(LOOK);
  }
}

/** What is there; empty at the end, undefined while a writer has nothing to say. */
async function readPiece(file: FileHandle): Promise<Buffer | undefined> {
  try {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(PIECE), 0, PIECE, null);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
    throw error;
  }
}

/** Whether others can open the pipe by a path. Where the system does not tell, nobody can. */
async function hasName({ fd }: FileHandle): Promise<boolean> {
  const path = await readlink(`/proc/self/fd/${fd}`).catch(() => '');
  return path.startsWith('/');
}
