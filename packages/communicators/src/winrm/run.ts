import { setMaxListeners } from 'node:events';
import type { Clock, OutputChunk, RemoteExit } from '@strata/sdk';
import { createClixmlFilter } from './clixml';
import type { CommandText } from './command-text';
import { hasCode, isShellGone, TIMED_OUT, TransportError } from './errors';
import { feed } from './feed';
import type { CommandId, Protocol, Received } from './protocol';
import type { Shells } from './shells';

export interface Runner {
  readonly protocol: Protocol;
  readonly shells: Shells;
  readonly clock: Clock;
}

export interface RunCommand extends CommandText {
  readonly stdin?: NodeJS.ReadableStream | undefined;
  readonly onOutput?: ((chunk: OutputChunk) => unknown) | undefined;
}

/** Milliseconds that the machine may take to end a command that is not wanted any more. */
const GOODBYE = 5_000;

/**
 * Runs a command. An input that cannot be read ends the command and is thrown, as is what the service refuses.
 *
 * @throws TransportError when the machine was gone before the command began
 */
export async function run(runner: Runner, command: RunCommand, signal: AbortSignal): Promise<RemoteExit> {
  signal.throwIfAborted();
  // Every message of a command waits on it, and many commands may share one; that is no leak.
  setMaxListeners(0, signal);
  try {
    return await runInShell(runner, command, signal);
  } catch (error) {
    if (error instanceof ShellExpired) return await runInShell(runner, command, signal);
    throw error;
  } finally {
    stopInput(command.stdin);
  }
}

/** A shell that was kept for the next command is gone. Nothing ran in it. */
class ShellExpired extends Error {}

function runInShell(runner: Runner, command: RunCommand, signal: AbortSignal): Promise<RemoteExit> {
  const { protocol, shells } = runner;
  return shells.use(command.environment, signal, async (shell, reused) => {
    const id = await protocol.begin(shell, command.line, signal).catch((error: unknown) => {
      // Nobody knows whether the machine read it before it went away: doing it twice may harm.
      if (error instanceof TransportError && error.sent) return undefined;
      if (!reused || !isShellGone(error)) throw error;
      shells.forget();
      throw new ShellExpired();
    });
    return id ? attend(runner, id, command, signal) : { kind: 'disconnected' };
  });
}

async function attend(
  runner: Runner,
  id: CommandId,
  command: RunCommand,
  signal: AbortSignal,
): Promise<RemoteExit> {
  const over = new AbortController();
  const inner = AbortSignal.any([signal, over.signal]);
  setMaxListeners(0, inner);
  let inputProblem: { readonly error: unknown } | undefined;
  const feeding = feed(runner.protocol, id, command.stdin, inner).catch((error: unknown) => {
    if (inner.aborted) return;
    inputProblem = { error };
    over.abort();
  });
  try {
    return await receiveAll(runner, id, command, inner);
  } catch (error) {
    signal.throwIfAborted();
    if (inputProblem) throw inputProblem.error;
    throw error;
  } finally {
    over.abort();
    await feeding;
    // What is over is let go of; what runs is ended. With a machine that is gone, there is nothing to end.
    await runner.protocol.terminate(id, AbortSignal.timeout(GOODBYE)).catch(() => {});
  }
}

async function receiveAll(
  runner: Runner,
  id: CommandId,
  { onOutput }: RunCommand,
  signal: AbortSignal,
): Promise<RemoteExit> {
  const errors = createClixmlFilter();
  const show = async (stream: OutputChunk['stream'], data: Buffer) => {
    if (data.length > 0) await onOutput?.({ stream, data });
  };
  for (;;) {
    const received = await receive(runner, id, signal);
    if (received === 'gone') return { kind: 'disconnected' };
    for (const { stream, data } of received.chunks)
      await show(stream, stream === 'stderr' ? errors.add(data) : data);
    if (!received.end) continue;
    await show('stderr', errors.end());
    const { code } = received.end;
    return code === undefined ? { kind: 'signalled', signal: 'terminate' } : { kind: 'exited', code };
  }
}

/** A cable that is pulled for a moment, or a network that is set up anew, ends no command. */
const RECEIVE_TRIES = 3;
const RECEIVE_PAUSE = 1_000;

async function receive(
  { protocol, shells, clock }: Runner,
  id: CommandId,
  signal: AbortSignal,
): Promise<Received | 'gone'> {
  for (let failures = 0; ; ) {
    try {
      return await protocol.receive(id, signal);
    } catch (error) {
      if (hasCode(error, TIMED_OUT)) continue;
      const isGone = isShellGone(error) || (error instanceof TransportError && ++failures === RECEIVE_TRIES);
      if (isGone) shells.forget();
      if (isGone) return 'gone';
      if (!(error instanceof TransportError)) throw error;
    }
    await clock.sleep(RECEIVE_PAUSE, signal);
  }
}

/** Nobody reads the rest of an input: what produces it must not wait for ever. */
function stopInput(stdin: NodeJS.ReadableStream | undefined): void {
  if (stdin && 'destroy' in stdin && typeof stdin.destroy === 'function') stdin.destroy();
}
