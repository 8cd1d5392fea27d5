import { randomUUID } from 'node:crypto';
import { quoteWord, type RemoteCommand, type RemoteExit } from '@strata/sdk';
import { problem } from '../codes';
import type { Channels } from './channel';
import { getReader, getShellText, type ShellText } from './command-text';
import { inShell, type Machine, mustRun } from './machine';
import { run } from './run';

/** Runs a command of a provisioner. `terminals` gives it a terminal if the options want one. */
export async function exec(
  machine: Machine,
  terminals: Channels | undefined,
  { command, env, stdin, onOutput }: RemoteCommand,
  signal: AbortSignal,
): Promise<RemoteExit> {
  const shellText = getShellText(command, env);
  const channels = terminals ?? machine.channels;
  const text =
    terminals && shellText.line !== undefined ? await putInFile(machine, shellText, signal) : shellText;
  return run(channels, machine.clock, { ...text, stdin, onOutput }, signal);
}

/**
 * A terminal would show the first line of the input, and cut it at 4096 characters: a file that only the user can read
 * takes its place, and is gone before the command begins.
 */
async function putInFile(machine: Machine, { line }: ShellText, signal: AbortSignal): Promise<ShellText> {
  const path = quoteWord(`/tmp/strata-${randomUUID()}`);
  const command = { text: inShell(`umask 077; set -C; cat >${path}`), line, signal };
  await mustRun(machine, command, (reason) =>
    problem('COM001', { detail: `The command's environment could not be written to ${path}: ${reason}` }),
  );
  return { text: `exec 3<${path}; rm -f ${path}; ${getReader('3')}` };
}
