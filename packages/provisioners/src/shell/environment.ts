import { reveal, Secret, type Text } from '@strata/sdk';
import type { ShellOptions } from './schema';

export interface Variable {
  readonly name: string;
  readonly value: Text;
}

/** The part of the context that scripts see. */
interface Names {
  readonly buildName: string;
  readonly builderType: string;
}

/** The scripts' environment by name: Packer's own variables, `environment_vars`, `env`, the later winning. */
export function getVariables(options: ShellOptions, { buildName, builderType }: Names): readonly Variable[] {
  const all = new Map<string, Text>([
    ['PACKER_BUILD_NAME', buildName],
    ['PACKER_BUILDER_TYPE', builderType],
    ...(options.environment_vars ?? []).map(splitVariable),
    ...Object.entries(options.env ?? {}),
  ]);
  const names = [...all.keys()].sort();
  return names.map((name) => ({ name, value: all.get(name)! }));
}

function splitVariable(text: Text): [string, Text] {
  const whole = reveal(text);
  const at = whole.indexOf('=');
  const value = whole.slice(at + 1);
  return [whole.slice(0, at), typeof text === 'string' ? value : new Secret(value)];
}

const LINE_FORMAT = "%s='%s' ";
const FILE_FORMAT = "export %s='%s'\n";

/** What stands for `{{.Vars}}`, and what the command gets by a way that no process list shows. */
export interface CommandEnvironment {
  readonly text: string;
  readonly env: Readonly<Record<string, Text>>;
}

/**
 * Packer writes the values into the command, where every process list shows them. Here a secret goes another way, and
 * the command only refers to it: `NAME="$NAME"`.
 */
export function getCommandEnvironment(
  variables: readonly Variable[],
  format: string = LINE_FORMAT,
): CommandEnvironment {
  const secrets = variables.filter(({ value }) => typeof value !== 'string');
  return {
    text: variables.map((variable) => formatVariable(variable, format)).join(''),
    env: Object.fromEntries(secrets.map(({ name, value }) => [name, value])),
  };
}

function formatVariable({ name, value }: Variable, format: string): string {
  if (typeof value === 'string') return fill(format, name, quote(value));
  // The quotes round the value's place would keep the shell from looking the name up.
  const open = format.replace(/^((?:[^%]|%%)*%s(?:[^%]|%%)*?)(['"]?)%s\2/s, '$1%s');
  return fill(open, name, `"$${name}"`);
}

/** The environment file: only the machine and its root see it, so that it holds secrets too. */
export function getEnvironmentFile(variables: readonly Variable[], format: string = FILE_FORMAT): Buffer {
  return Buffer.from(variables.map(({ name, value }) => fill(format, name, quote(reveal(value)))).join(''));
}

/** Go's `Sprintf` with two strings. */
function fill(format: string, ...values: readonly [string, string]): string {
  const rest = [...values];
  return format.replace(/%[s%]/g, (place) => (place === '%%' ? '%' : (rest.shift() ?? place)));
}

/** For a place between single quotes. */
function quote(value: string): string {
  return value.replaceAll("'", `'"'"'`);
}
