import { reveal } from '@strata/sdk';
import { renderTemplate } from '../command-template/render';
import { type ChefSoloOptions, parseObject } from './schema';

/** Where things lie in the machine; undefined when there are none. */
export interface ChefPlaces {
  readonly cookbooks: readonly string[];
  readonly roles: string | undefined;
  readonly dataBags: string | undefined;
  readonly dataBagSecret: string | undefined;
  readonly environments: string | undefined;
}

/** One setting to a line, those that are there. The names are Chef's. */
const CONFIG = [
  'chef_license "{{.ChefLicense}}"\n',
  'cookbook_path [{{.CookbookPaths}}]\n',
  '{{if .HasRolesPath}}role_path "{{.RolesPath}}"\n{{end}}',
  '{{if .HasDataBagsPath}}data_bag_path "{{.DataBagsPath}}"\n{{end}}',
  '{{if .HasEncryptedDataBagSecretPath}}encrypted_data_bag_secret "{{.EncryptedDataBagSecretPath}}"\n{{end}}',
  '{{if .HasEnvironmentsPath}}environment_path "{{.EnvironmentsPath}}"\nenvironment "{{.ChefEnvironment}}"\n{{end}}',
].join('');

/** The content of `solo.rb`. */
export function getConfig(options: ChefSoloOptions, places: ChefPlaces, template: string = CONFIG): string {
  const cookbooks = [...options.remote_cookbook_paths, ...places.cookbooks];
  return renderTemplate(template, {
    ChefLicense: getLicense(options),
    CookbookPaths: cookbooks.map((path) => `"${path}"`).join(','),
    RolesPath: places.roles ?? '',
    DataBagsPath: places.dataBags ?? '',
    EncryptedDataBagSecretPath: places.dataBagSecret ?? '',
    EnvironmentsPath: places.environments ?? '',
    ChefEnvironment: options.chef_environment,
    HasRolesPath: places.roles !== undefined,
    HasDataBagsPath: places.dataBags !== undefined,
    HasEncryptedDataBagSecretPath: places.dataBagSecret !== undefined,
    HasEnvironmentsPath: places.environments !== undefined,
  });
}

function getLicense(options: ChefSoloOptions): string {
  const installs = !options.skip_install && options.install_command === undefined;
  return options.chef_license ?? (installs ? 'accept-silent' : '');
}

const INDENT = 2;

/** The content of `node.json`: the attributes, and what to run. Names are in order, as Packer writes them. */
export function getNode({ json, json_string: text, run_list: runList }: ChefSoloOptions): string {
  const given = text === undefined ? json : parseObject(reveal(text));
  const attributes = { ...(given as object | undefined), ...(runList.length > 0 && { run_list: runList }) };
  return JSON.stringify(sortNames(attributes), undefined, INDENT);
}

function sortNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortNames);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, sortNames(member)]));
}
