import { Failure } from '@strata/diagnostics';
import type { RemoteExit } from '@strata/sdk';
import { problem } from '../codes';
import type { ShellOptions } from './schema';
import type { Script } from './scripts';

/** A script's end that is not allowed, and what is known about it. */
export interface ScriptEnd {
  readonly script: Script;
  readonly exit: RemoteExit;
  /** Where the script was in the machine. */
  readonly path: string;
  readonly options: ShellOptions;
  /** Last lines of its output. */
  readonly tail: readonly string[];
}

export function getScriptFailure(end: ScriptEnd): Failure {
  const detail = [getEnding(end), getLine(end), getOutput(end.tail)].filter((text) => text !== '').join('\n');
  if (end.exit.kind === 'disconnected') {
    const hint = 'Set expect_disconnect = true when the script restarts the machine.';
    return new Failure(problem('PRV003', { detail, hint }));
  }
  const hint =
    'strata shell TEMPLATE opens a shell in the layers before this step, to try its commands one by one.';
  return new Failure(problem('PRV002', { detail, hint }));
}

/** The sentence of Packer stays as it is, for whoever looks for it. */
function getEnding({ script, exit, options }: ScriptEnd): string {
  const name = script.title === 'inline' ? 'The inline script' : `The script ${script.title}`;
  const allowed = `Allowed exit codes are: [${options.valid_exit_codes.join(' ')}]`;
  switch (exit.kind) {
    case 'exited':
      return `${name} failed. Script exited with non-zero exit status: ${exit.code}. ${allowed}.`;
    case 'signalled':
      return `${name} was ended by ${exit.signal}.`;
    case 'disconnected':
      return `The connection went away while ${name.replace('The', 'the')} ran.`;
  }
}

/** The line that the shell's last message points to: `/tmp/x.sh: 3: foo: not found`, in bash `/tmp/x.sh: line 3: …`. */
function getLine({ script, path, tail }: ScriptEnd): string {
  if (!script.open) return '';
  const places = tail.map((text) =>
    text.startsWith(`${path}: `) ? /^(?:line )?(\d+):/.exec(text.slice(path.length + 2)) : null,
  );
  const number = Number(places.findLast((place) => place)?.[1]);
  const line = script.content.toString().split('\n')[number - 1]?.trim();
  if (!line) return '';
  // The first line of an inline script is the shebang that we wrote.
  const shown =
    script.title === 'inline' && script.content.toString('latin1', 0, 2) === '#!' ? number - 1 : number;
  return `The shell's message points to line ${shown}:\n  ${line}`;
}

function getOutput(tail: readonly string[]): string {
  if (tail.length === 0) return 'It printed nothing.';
  return `Its last output:\n${tail.map((line) => `  ${line}`).join('\n')}`;
}
