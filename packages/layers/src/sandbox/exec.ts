import { closeSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { OutputChunk, RemoteExit } from '@strata/sdk';
import { getCommandScript } from './command-script';
import { type Inside, type InsideRequest, startInside } from './inside';
import type { Interior } from './interior';
import type { OutputPipe } from './pipe';
import { followInside } from './running';
import type { SandboxCommand } from './session';

/** Runs a command to its end; see `SandboxSession.exec`. */
export async function execInSandbox(
  interior: Interior,
  command: SandboxCommand,
  signal: AbortSignal,
): Promise<RemoteExit> {
  const { work, env } = interior.request;
  const script = getCommandScript({ ...env, ...command.env }, command.command);
  const pipes = await interior.takePipes();
  const [output, errors] = pipes.map(({ stream }) => stream) as readonly Readable[] as [Readable, Readable];
  try {
    const inside = await start(interior, { work, script, stdio: [command.stdin ? 'pipe' : 'ignore'] }, pipes);
    const flows = () => moveAll(inside, { output, errors, command });
    return await followInside(interior, inside, { signal, flows });
  } finally {
    output.destroy();
    errors.destroy();
  }
}

async function start(
  interior: Interior,
  request: InsideRequest,
  pipes: readonly OutputPipe[],
): Promise<Inside> {
  const ends = pipes.map(({ write }) => write);
  try {
    return await startInside(interior, { ...request, stdio: [...request.stdio, ...ends] });
  } finally {
    for (const end of ends) closeSync(end);
  }
}

interface Flows {
  readonly output: Readable;
  readonly errors: Readable;
  readonly command: SandboxCommand;
}

/** Moves all input and output. A broken source, sink or listener ends the command. */
async function moveAll(inside: Inside, { output, errors, command }: Flows): Promise<void> {
  try {
    await Promise.all([
      feed(inside, command),
      command.stdout ? pipeline(output, command.stdout, { end: false }) : listen(output, 'stdout', command),
      listen(errors, 'stderr', command),
    ]);
  } catch (error) {
    inside.kill();
    await inside.exit.catch(() => undefined);
    throw error;
  }
}

async function feed({ child }: Inside, { stdin }: SandboxCommand): Promise<void> {
  if (stdin === undefined) return;
  try {
    await pipeline(stdin, child.stdin as Writable);
  } catch (error) {
    // The command did not want (all of) its input.
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!['EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'].includes(code)) throw error;
  }
}

async function listen(
  source: Readable,
  stream: OutputChunk['stream'],
  { onOutput }: SandboxCommand,
): Promise<void> {
  for await (const data of source) onOutput?.({ stream, data: data as Buffer });
}
