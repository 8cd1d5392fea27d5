import type { MachineFacts } from '../machine';
import { reveal, Secret, type Text } from '../secret';

/** An environment variable of a script. */
export interface ScriptVariable {
  readonly name: string;
  readonly value: Text;
}

/** The options of every part that runs scripts which give their environment. */
export interface VariableOptions {
  /** Each `NAME=value`. */
  readonly environment_vars: readonly Text[] | undefined;
  readonly env: Readonly<Record<string, Text>> | undefined;
}

/** The part of a context that scripts see. */
export interface BuildNames {
  readonly buildName: string;
  readonly builderType: string;
  /** What `build.*` holds. @default nothing */
  readonly facts?: MachineFacts;
}

/** Packer's variables about the builder's HTTP server, by the facts that they come from. */
const HTTP_VARIABLES = {
  PACKER_HTTP_ADDR: 'PackerHTTPAddr',
  PACKER_HTTP_IP: 'PackerHTTPIP',
  PACKER_HTTP_PORT: 'PackerHTTPPort',
};

/** What a script finds in its environment about its build. The HTTP server's are there when the builder has one. */
export function getBuildVariables({
  buildName,
  builderType,
  facts = {},
}: BuildNames): Readonly<Record<string, string>> {
  const http = Object.entries(HTTP_VARIABLES).flatMap(([name, fact]): [string, string][] => {
    const value = facts[fact];
    return value === undefined ? [] : [[name, reveal(value)]];
  });
  return { PACKER_BUILD_NAME: buildName, PACKER_BUILDER_TYPE: builderType, ...Object.fromEntries(http) };
}

/** The scripts' environment by name: Packer's own variables, `environment_vars`, `env`, the later winning. */
export function getVariables(options: VariableOptions, build: BuildNames): readonly ScriptVariable[] {
  const all = new Map<string, Text>([
    ...Object.entries(getBuildVariables(build)),
    ...(options.environment_vars ?? []).map(splitVariable),
    ...Object.entries(options.env ?? {}),
  ]);
  const names = [...all.keys()].sort();
  return names.map((name) => ({ name, value: all.get(name) as Text }));
}

function splitVariable(text: Text): [string, Text] {
  const whole = reveal(text);
  const at = whole.indexOf('=');
  const value = whole.slice(at + 1);
  return [whole.slice(0, at), typeof text === 'string' ? value : new Secret(value)];
}
