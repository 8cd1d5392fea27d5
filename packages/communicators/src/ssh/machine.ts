import { type Diagnostic, Failure } from '@strata/diagnostics';
import { type Clock, ConnectionError, quoteWord, type RemoteExit } from '@strata/sdk';
import type { Channels } from './channel';
import type { Line } from './line';
import { type ChannelCommand, run } from './run';

/** What moving files needs of a machine. */
export interface Machine {
  readonly line: Line;
  /** For commands that move bytes: never with a terminal, which changes them. */
  readonly channels: Channels;
  readonly clock: Clock;
  /** Tells this connection's drafts of files from others'. */
  readonly mark: string;
}

export interface OwnCommand extends Omit<ChannelCommand, 'onOutput'> {
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly exit: Exclude<RemoteExit, { kind: 'disconnected' }>;
  /** What it said, on both streams. */
  readonly said: string;
}

/**
 * Runs a command of ours to its end.
 *
 * @throws ConnectionError when the machine goes away
 */
export async function ask(machine: Machine, { signal, ...command }: OwnCommand): Promise<Answer> {
  const said: Buffer[] = [];
  const onOutput = ({ data }: { data: Buffer }) => void said.push(data);
  const exit = await run(machine.channels, machine.clock, { ...command, onOutput }, signal);
  if (exit.kind === 'disconnected') throw new ConnectionError('The connection to the machine was lost.');
  return { exit, said: Buffer.concat(said).toString() };
}

/** The same for a command that must succeed; when it fails, what it said goes into the diagnostic. */
export async function mustRun(
  machine: Machine,
  command: OwnCommand,
  explain: (reason: string) => Diagnostic,
): Promise<string> {
  const { exit, said } = await ask(machine, command);
  if (exit.kind === 'exited' && exit.code === 0) return said;
  throw new Failure(explain(said.trim() || `it ended with ${describeEnd(exit)}`));
}

export function describeEnd(exit: Answer['exit']): string {
  return exit.kind === 'exited' ? `exit code ${exit.code}` : `signal ${exit.signal}`;
}

/** Whatever the user's shell is: ours are for `sh`. */
export function inShell(script: string): string {
  return `exec /bin/sh -c ${quoteWord(script)}`;
}

/** A name that begins with `-` would be taken for an option. */
export function guardDash(path: string): string {
  return path.startsWith('-') ? `./${path}` : path;
}
