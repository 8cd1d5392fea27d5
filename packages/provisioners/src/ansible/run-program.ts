import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { ProvisionContext } from '@strata/sdk';
import { createOutputTail } from '@strata/sdk/scripts';
import { problem } from '../codes';

/** A program of Ansible on this machine. */
export interface LocalProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** How it is called in messages: Packer's words. */
  readonly title: string;
  /** What to do, by the last lines of its output. */
  readonly explain: (output: string) => string;
}

/** Runs a program and shows what it prints. An abort ends it and all that it started. */
export async function runProgram(
  { baseDirectory, ports, reporter, signal }: ProvisionContext,
  { command, args, env, title, explain }: LocalProgram,
): Promise<void> {
  const tail = createOutputTail();
  const { code, signal: by } = await start(() =>
    ports.processes.run({
      command,
      args,
      env,
      cwd: baseDirectory,
      signal,
      onOutput(stream, data) {
        tail.add(data);
        reporter.output(stream, data);
      },
    }),
  );
  if (code === 0) return;
  const lines = tail.getLines().map((line) => `  ${line}`);
  const output = lines.length === 0 ? 'It printed nothing.' : `Its last output:\n${lines.join('\n')}`;
  const ending = code === undefined ? `it was ended by ${by}` : `exit status ${code}`;
  const detail = `Error executing ${title}: Non-zero exit status: ${ending}\n${output}`;
  throw new Failure(problem('PRV014', { detail, hint: explain(lines.join('\n')) }));
}

const INSTALL = 'On Debian and Ubuntu: apt-get install -y ansible-core';
/** The code of the SDK's ports for a program that is not there. */
const NOT_FOUND = 'SDK001';

/** A program that is missing is told with how to get it. */
export async function start<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(error.diagnostics.map(addHint), { cause: error });
  }
}

function addHint(diagnostic: Diagnostic): Diagnostic {
  if (diagnostic.code !== NOT_FOUND) return diagnostic;
  return problem('PRV013', { detail: diagnostic.detail, hint: INSTALL });
}
