import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { OutputChunk, RemoteExit } from '@strata/sdk';
import { getCommandScript } from './command-script';
import { type Inside, startInside } from './inside';
import type { Interior } from './interior';
import type { SandboxCommand } from './session';

/** Runs a command to its end; see `SandboxSession.exec`. */
export async function execInSandbox(
  interior: Interior,
  command: SandboxCommand,
  signal: AbortSignal,
): Promise<RemoteExit> {
  const inside = await letIn(interior, command, signal);
  const kill = (): void => inside.kill();
  signal.addEventListener('abort', kill, { once: true });
  try {
    if (signal.aborted) kill();
    await waitFlows(inside, command);
    const exit = await inside.exit;
    return exit.kind === 'signalled' && interior.holder.isGone() ? { kind: 'disconnected' } : exit;
  } finally {
    signal.removeEventListener('abort', kill);
    interior.running.delete(inside.exit);
    signal.throwIfAborted();
  }
}

async function letIn(interior: Interior, command: SandboxCommand, signal: AbortSignal): Promise<Inside> {
  const { env, work } = interior.request;
  const inside = await startInside(
    interior,
    {
      work,
      script: getCommandScript({ ...env, ...command.env }, command.command),
      shell: ['/bin/sh'],
      stdio: [command.stdin ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    },
    signal,
  );
  interior.running.add(inside.exit);
  return inside;
}

/** Moves all input and output. A broken source, sink or listener ends the command. */
async function waitFlows(inside: Inside, command: SandboxCommand): Promise<void> {
  const { child } = inside;
  try {
    await Promise.all([feed(child, command.stdin), drainOutput(child, command), drainErrors(child, command)]);
  } catch (error) {
    inside.kill();
    await inside.exit;
    throw error;
  }
}

async function feed(child: ChildProcess, source: NodeJS.ReadableStream | undefined): Promise<void> {
  if (source === undefined) return;
  try {
    await pipeline(source, child.stdin as Writable);
  } catch (error) {
    // The command did not want (all of) its input.
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'EPIPE' && code !== 'ECONNRESET' && code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

async function drainOutput(child: ChildProcess, command: SandboxCommand): Promise<void> {
  const stdout = child.stdout as Readable;
  if (command.stdout === undefined) await listen(stdout, 'stdout', command);
  else await pipeline(stdout, command.stdout, { end: false });
}

async function drainErrors(child: ChildProcess, command: SandboxCommand): Promise<void> {
  await listen(child.stderr as Readable, 'stderr', command);
}

async function listen(
  source: Readable,
  stream: OutputChunk['stream'],
  { onOutput }: SandboxCommand,
): Promise<void> {
  for await (const data of source) onOutput?.({ stream, data: data as Buffer });
}
