import { fillPlaceholders } from '../../placeholders';
import { reveal } from '../../secret';
import { quoteWord } from '../../shell-word';
import { fillFormat, getCommandEnvironment, getSecretVariables } from '../command-environment';
import type { ScriptVariable } from '../variables';
import type { ShellLocalOptions } from './schema';

/** A program of this machine as it is started. */
export interface LocalCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** What it gets beside the caller's environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** What decides about the command besides the options. */
export interface CommandRequest {
  /** Absolute path of the script. */
  readonly script: string;
  readonly variables: readonly ScriptVariable[];
  readonly platform: NodeJS.Platform;
}

const UNIX = ['/bin/sh', '-c', '{{.Vars}} {{.Script}}'];
const WINDOWS = ['cmd', '/V', '/C', '{{.Vars}}', 'call', '{{.Script}}'];
const WINDOWS_FORMAT = 'set %s=%s && ';

/** The command of a script. Variables that are secret reach it by its environment, which no process list shows. */
export function getLocalCommand(options: ShellLocalOptions, request: CommandRequest): LocalCommand {
  const { script, variables, platform } = request;
  const isWindows = platform === 'win32';
  const given = options.execute_command?.length ? options.execute_command : undefined;
  // Packer puts the path as it is into a line of the shell, where one with a space becomes two words.
  const path = given || isWindows ? script : quotePath(script);
  const values = { Vars: getVars(variables, options.env_var_format, isWindows), Script: path, Command: path };
  const filled = (given ?? (isWindows ? WINDOWS : UNIX)).map((word) => fillPlaceholders(word, values));
  const [command = '', ...args] = filled;
  const secrets = Object.entries(getSecretVariables(variables)).map(([name, value]) => [name, reveal(value)]);
  return { command, args, env: Object.fromEntries(secrets) };
}

function getVars(
  variables: readonly ScriptVariable[],
  format: string | undefined,
  isWindows: boolean,
): string {
  if (!isWindows) return getCommandEnvironment(variables, format).text;
  const open = variables.filter(({ value }) => typeof value === 'string');
  return open.map(({ name, value }) => fillFormat(format ?? WINDOWS_FORMAT, name, reveal(value))).join('');
}

function quotePath(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : quoteWord(path);
}
