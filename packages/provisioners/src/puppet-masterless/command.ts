import { reveal, type Text } from '@strata/sdk';
import { getCommandEnvironment, type ScriptVariable } from '@strata/sdk/scripts';
import { renderTemplate } from '../command-template/render';
import type { GuestType } from '../guest/commands';
import type { PuppetMasterlessOptions } from './schema';

/** Where things lie in the machine; empty when there are none. */
export interface PuppetPlaces {
  readonly staging: string;
  readonly manifestFile: string;
  readonly manifestDir: string;
  readonly hieraConfig: string;
  readonly modules: readonly string[];
}

/** What a line begins with, and what comes between facts and Puppet. */
const BEGINNINGS: Readonly<Record<GuestType, string>> = {
  unix: 'cd {{.WorkingDir}} && {{if ne .FacterVars ""}}{{.FacterVars}} {{end}}{{if .Sudo}}sudo -E {{end}}',
  windows: 'cd {{.WorkingDir}} && {{if ne .FacterVars ""}}{{.FacterVars}} && {{end}}',
};

const REST = [
  '{{if ne .PuppetBinDir ""}}{{.PuppetBinDir}}/{{end}}puppet apply --detailed-exitcodes ',
  '{{if .Debug}}--debug {{end}}',
  `{{if ne .ModulePath ""}}--modulepath='{{.ModulePath}}' {{end}}`,
  `{{if ne .HieraConfigPath ""}}--hiera_config='{{.HieraConfigPath}}' {{end}}`,
  `{{if ne .ManifestDir ""}}--manifestdir='{{.ManifestDir}}' {{end}}`,
  '{{if ne .ExtraArguments ""}}{{.ExtraArguments}} {{end}}{{.ManifestFile}}',
].join('');

/** What runs Puppet. A fact that is a secret goes by `env`, and the command only refers to it. */
export interface PuppetCommand {
  readonly command: Text;
  readonly env: Readonly<Record<string, Text>>;
}

export interface PuppetRequest {
  readonly options: PuppetMasterlessOptions;
  readonly type: GuestType;
  readonly places: PuppetPlaces;
  readonly facts: Readonly<Record<string, Text>>;
}

export function getPuppetCommand({ options, type, places, facts }: PuppetRequest): PuppetCommand {
  const joiner = type === 'windows' ? ';' : ':';
  const { text, env } = getFacterVariables(facts, type);
  const values = {
    WorkingDir: options.working_directory ?? places.staging,
    FacterVars: text,
    Sudo: !options.prevent_sudo,
    PuppetBinDir: options.puppet_bin_dir,
    Debug: false,
    ModulePath: places.modules.join(joiner),
    ModulePathJoiner: joiner,
    HieraConfigPath: places.hieraConfig,
    ManifestDir: places.manifestDir,
    ManifestFile: places.manifestFile,
    ExtraArguments: '',
  };
  const extra = renderTemplate(options.extra_arguments.join(' '), values);
  const template = options.execute_command ?? BEGINNINGS[type] + REST;
  return { command: renderTemplate(template, { ...values, ExtraArguments: extra }), env };
}

/** Facts as Facter takes them from the environment, in the order of their names. */
function getFacterVariables(
  facts: Readonly<Record<string, Text>>,
  type: GuestType,
): { readonly text: string; readonly env: Readonly<Record<string, Text>> } {
  const names = Object.keys(facts).sort();
  const variables = names.map(
    (name): ScriptVariable => ({ name: `FACTER_${name}`, value: facts[name] ?? '' }),
  );
  if (type === 'unix') {
    const { text, env } = getCommandEnvironment(variables);
    return { text: text.trimEnd(), env };
  }
  const open = variables.filter(({ value }) => typeof value === 'string');
  const secrets = variables.filter(({ value }) => typeof value !== 'string');
  return {
    text: open.map(({ name, value }) => `SET "${name}=${reveal(value)}"`).join(' & '),
    env: Object.fromEntries(secrets.map(({ name, value }) => [name, value])),
  };
}
