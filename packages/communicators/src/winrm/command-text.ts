import { type RemoteCommand, reveal } from '@strata/sdk';
import type { ShellEnvironment } from './protocol';

/** What the machine is asked to run, and what stands in the environment of its shell. */
export interface CommandText {
  readonly line: string;
  readonly environment: ShellEnvironment;
}

const NAME = 'STRATA_COMMAND_';

/** A variable that the command names: cmd puts the value in before it reads the line. */
const reference = /%[A-Za-z_][\w()]*(?::[^%\r\n]*)?%/g;

/**
 * What the machine is asked to run stands in its list of processes; the environment of a shell does not. So a secret
 * command stands there, and cmd is asked to put it in. It does so once, so that what the command itself wants put in
 * (`%PATH%`) has to stand beside.
 */
export function getCommandText({ command, env = {} }: Pick<RemoteCommand, 'command' | 'env'>): CommandText {
  const environment = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, reveal(value)]));
  if (typeof command === 'string') return { line: command, environment };
  const text = reveal(command);
  const names = new Set(Object.keys(env).map((name) => name.toUpperCase()));
  const parts: string[] = [];
  const hide = (part: string) => {
    if (part === '') return '';
    parts.push(part);
    return `%${NAME}${parts.length}%`;
  };
  let line = '';
  let end = 0;
  for (const found of text.matchAll(reference)) {
    if (!isKnown(found[0], names)) continue;
    line += hide(text.slice(end, found.index)) + found[0];
    end = found.index + found[0].length;
  }
  line += hide(text.slice(end));
  const hidden = parts.map((part, index) => [`${NAME}${index + 1}`, part]);
  return { line, environment: { ...environment, ...Object.fromEntries(hidden) } };
}

/** Variables that every Windows has, or that were given along: a piece of a password between two `%` is none. */
const common = new Set(
  'ALLUSERSPROFILE APPDATA CD COMPUTERNAME COMSPEC DATE ERRORLEVEL HOMEDRIVE HOMEPATH LOCALAPPDATA NUMBER_OF_PROCESSORS OS PATH PATHEXT PROCESSOR_ARCHITECTURE PROGRAMDATA PROGRAMFILES PROGRAMFILES(X86) PUBLIC RANDOM SYSTEMDRIVE SYSTEMROOT TEMP TIME TMP USERDOMAIN USERNAME USERPROFILE WINDIR'.split(
    ' ',
  ),
);

function isKnown(reference: string, given: ReadonlySet<string>): boolean {
  const name = reference.slice(1, -1).replace(/:.*$/, '').toUpperCase();
  return common.has(name) || given.has(name);
}
