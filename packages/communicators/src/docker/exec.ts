import { Readable } from 'node:stream';
import { type RemoteCommand, type RemoteExit, reveal, type Text } from '@strata/sdk';
import { type Container, getExecArguments } from './container';

/** Name of the variable that brings a secret command in. It is gone before the command runs. */
const COMMAND = 'STRATA_COMMAND';

/** What the engine says when the container is no more, in docker's and podman's words. */
const GONE = /no such container|is not running|container state improper|no container with name or id/i;

/** Ends of the engine itself, not of the command. */
const ENGINE_FAILED = new Set([1, 125, 126, 255]);

/**
 * Runs a command. Values of variables, and commands with a secret in them, reach the engine in its environment: its
 * arguments are seen by everyone on this machine.
 */
export async function execInContainer(
  container: Container,
  { command, env = {}, stdin, onOutput }: RemoteCommand,
  signal: AbortSignal,
): Promise<RemoteExit> {
  const call = getCall(command);
  const values = { ...revealAll(env), ...call.env };
  let said = '';
  const { code, signal: by } = await container.engine.run(
    getExecArguments(container, { user: container.user, env: Object.keys(values), text: call.text }),
    {
      env: values,
      // An engine without input would hand on this process's own.
      stdin: stdin ?? Readable.from([]),
      signal,
      onOutput: (stream, data) => {
        if (stream === 'stderr') said = (said + data.toString('latin1')).slice(-REMEMBERED);
        onOutput?.({ stream, data });
      },
    },
  );
  if (by !== undefined) return { kind: 'signalled', signal: by };
  if (code === undefined) return { kind: 'disconnected' };
  // A command may say the same words of something else.
  const isGone = ENGINE_FAILED.has(code) && GONE.test(said) && !(await isRunning(container));
  return isGone ? { kind: 'disconnected' } : { kind: 'exited', code };
}

async function isRunning({ engine, id }: Container): Promise<boolean> {
  let said = '';
  await engine.run(['container', 'inspect', '--format', '{{.State.Running}}', id], {
    onOutput: (_, data) => {
      said += data.toString();
    },
  });
  return said.trim() === 'true';
}

/** Enough for the engine's last sentence. */
const REMEMBERED = 1_000;

function getCall(command: Text): { readonly text: string; readonly env: Readonly<Record<string, string>> } {
  if (typeof command === 'string') return { text: command, env: {} };
  const text = `command=$${COMMAND}; unset ${COMMAND}; eval "$command"`;
  return { text, env: { [COMMAND]: reveal(command) } };
}

function revealAll(env: Readonly<Record<string, Text>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, reveal(value)]));
}
