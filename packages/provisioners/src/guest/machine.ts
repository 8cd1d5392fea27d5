import { Failure } from '@strata/diagnostics';
import type { ProvisionContext, RemoteCommand } from '@strata/sdk';
import { problem } from '../codes';
import { type CommandEnd, execShown } from '../windows/exec';
import type { GuestCommands } from './commands';

/** A command of a step, and how its failure is told. */
export interface GuestCommand extends RemoteCommand {
  /** Begins a sentence: `Puppet`. @default the command itself */
  readonly title?: string;
  /** @default 0 alone */
  readonly isAllowed?: (code: number) => boolean;
  readonly hint?: string;
}

/** Runs a command in the machine and throws when it ends in a way that is not allowed. */
export async function mustRun(context: ProvisionContext, command: GuestCommand): Promise<void> {
  const { title, isAllowed = (code) => code === 0, hint } = command;
  const end = await execShown(context, command);
  if (end.exit.kind === 'exited' && isAllowed(end.exit.code)) return;
  const name =
    title ?? (typeof command.command === 'string' ? `The command ${command.command}` : 'A command');
  const code = end.exit.kind === 'disconnected' ? 'PRV003' : 'PRV002';
  throw new Failure(
    problem(code, { detail: `${getEnding(name, end)}\n${getOutput(end)}`, ...(hint && { hint }) }),
  );
}

function getEnding(name: string, { exit }: CommandEnd): string {
  if (exit.kind === 'exited') return `${name} exited with a non-zero exit status: ${exit.code}.`;
  if (exit.kind === 'signalled') return `${name} was ended by ${exit.signal}.`;
  return `The connection went away: ${name} had not ended.`;
}

function getOutput({ tail }: CommandEnd): string {
  return tail.length === 0
    ? 'It printed nothing.'
    : `Its last output:\n${tail.map((line) => `  ${line}`).join('\n')}`;
}

/** Makes a folder that everybody may write to. */
export async function makeFolder(
  context: ProvisionContext,
  commands: GuestCommands,
  path: string,
): Promise<void> {
  context.reporter.say(`Creating directory: ${path}`);
  await mustRun(context, { command: commands.makeFolder(path) });
  await mustRun(context, { command: commands.open(path) });
}

/** Sends the content of a folder of this machine into a new one of the machine. */
export async function sendFolder(
  context: ProvisionContext,
  { commands, source, destination }: { commands: GuestCommands; source: string; destination: string },
): Promise<void> {
  await makeFolder(context, commands, destination);
  const { communicator, signal } = context;
  await communicator.uploadDirectory(`${source.replace(/\/*$/, '')}/`, destination, { signal });
}

/** Sends one file of this machine. */
export async function sendFile(
  { communicator, ports, signal }: ProvisionContext,
  source: string,
  destination: string,
): Promise<void> {
  await communicator.upload(ports.files.stream(source), destination, { signal });
}

/** For a line that people read: a command with a secret in it shows nothing of it. */
export function getShown(command: RemoteCommand['command']): string {
  return String(command);
}
