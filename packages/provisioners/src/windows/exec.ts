import { Failure } from '@strata/diagnostics';
import type { ProvisionContext, RemoteCommand, RemoteExit } from '@strata/sdk';
import { createOutputTail } from '@strata/sdk/scripts';
import { problem } from '../codes';

/** How a command ended, and the last lines that it printed. */
export interface CommandEnd {
  readonly exit: RemoteExit;
  readonly tail: readonly string[];
}

/** Runs a command in the machine and shows what it prints. */
export async function execShown(
  { communicator, reporter, signal }: ProvisionContext,
  command: RemoteCommand,
): Promise<CommandEnd> {
  const tail = createOutputTail();
  const exit = await communicator.exec(
    {
      ...command,
      onOutput({ stream, data }) {
        tail.add(data);
        reporter.output(stream, data);
      },
    },
    signal,
  );
  reporter.commandEnded(exit);
  return { exit, tail: tail.getLines() };
}

/** Throws when a script ended in a way that is not allowed. `name` begins a sentence: `The script x.ps1`. */
export function validateEnd(name: string, { exit, tail }: CommandEnd, codes: readonly number[]): void {
  if (exit.kind === 'exited' && codes.includes(exit.code)) return;
  const output =
    tail.length === 0
      ? 'It printed nothing.'
      : `Its last output:\n${tail.map((line) => `  ${line}`).join('\n')}`;
  if (exit.kind === 'disconnected') {
    const detail = `The connection went away while ${name.replace('The', 'the')} ran.\n${output}`;
    const hint = 'Use the provisioner windows-restart for what restarts the machine.';
    throw new Failure(problem('PRV003', { detail, hint }));
  }
  const ending =
    exit.kind === 'exited'
      ? `${name} failed. Script exited with non-zero exit status: ${exit.code}. Allowed exit codes are: [${codes.join(' ')}].`
      : `${name} was ended by ${exit.signal}.`;
  throw new Failure(problem('PRV002', { detail: `${ending}\n${output}` }));
}

/** How a script is named in what is told of it. */
export function getScriptName({
  title,
  isInline,
}: {
  readonly title: string;
  readonly isInline: boolean;
}): string {
  return isInline ? 'The inline script' : `The script ${title}`;
}
