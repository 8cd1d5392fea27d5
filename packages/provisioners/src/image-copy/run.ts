import { Failure } from '@strata/diagnostics';
import type { ProvisionContext } from '@strata/sdk';
import { problem } from '../codes';

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs shell text in the machine and keeps its output. An end that is no exit is a `Failure`. */
export async function run({ communicator, signal }: ProvisionContext, command: string): Promise<Finished> {
  const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  const exit = await communicator.exec(
    { command, onOutput: ({ stream, data }) => void output[stream].push(data) },
    signal,
  );
  const stdout = Buffer.concat(output.stdout).toString();
  const stderr = Buffer.concat(output.stderr).toString();
  if (exit.kind === 'exited') return { code: exit.code, stdout, stderr };
  const why = exit.kind === 'signalled' ? `It was ended by ${exit.signal}.` : 'The connection went away.';
  throw new Failure(problem('PRV010', { detail: `The copy did not end. ${why}` }));
}
