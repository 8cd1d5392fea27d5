import type { Text } from '../secret';
import type { ScriptVariable } from './variables';

const LINE_FORMAT = "%s='%s' ";

/** What stands for `{{.Vars}}`, and what the command gets by a way that no process list shows. */
export interface CommandEnvironment {
  readonly text: string;
  readonly env: Readonly<Record<string, Text>>;
}

/**
 * The variables as a POSIX shell takes them before a command. Packer writes all values there, where every process list
 * shows them. Here a secret goes another way, and the command only refers to it: `NAME="$NAME"`.
 */
export function getCommandEnvironment(
  variables: readonly ScriptVariable[],
  format: string = LINE_FORMAT,
): CommandEnvironment {
  return {
    text: variables.map((variable) => formatVariable(variable, format)).join(''),
    env: getSecretVariables(variables),
  };
}

/** Those that must not stand in a command. */
export function getSecretVariables(variables: readonly ScriptVariable[]): Readonly<Record<string, Text>> {
  const secrets = variables.filter(({ value }) => typeof value !== 'string');
  return Object.fromEntries(secrets.map(({ name, value }) => [name, value]));
}

function formatVariable({ name, value }: ScriptVariable, format: string): string {
  if (typeof value === 'string') return fillFormat(format, name, escapeQuotes(value));
  // The quotes round the value's place would keep the shell from looking the name up.
  const open = format.replace(/^((?:[^%]|%%)*%s(?:[^%]|%%)*?)(['"]?)%s\2/s, '$1%s');
  return fillFormat(open, name, `"$${name}"`);
}

/** Go's `Sprintf` with two strings: `%s` twice, and `%%` for a percent sign. */
export function fillFormat(format: string, ...values: readonly [string, string]): string {
  const rest = [...values];
  return format.replace(/%[s%]/g, (place) => (place === '%%' ? '%' : (rest.shift() ?? place)));
}

/** For a place between single quotes of a POSIX shell. */
export function escapeQuotes(value: string): string {
  return value.replaceAll("'", `'"'"'`);
}
