import { defineSchema, type OptionRule, type OptionsOf, reveal, type Text, where } from '@strata/sdk';
import { problem } from '../codes';
import { createTemplateRule } from '../command-template/rule';
import { guestIsKnown, guestOptions } from '../guest/options';

const jsonIsObject: OptionRule = ({ json_string: text, json }, at) => {
  if (json !== undefined && json !== '<unknown>' && !isObject(json)) {
    const detail = `json is no object, but ${JSON.stringify(json)}.`;
    const hint = 'For example: json = { nginx = { port = 80 } }';
    return [problem('PRV008', { detail, hint, ...where(at('json')) })];
  }
  if (text === undefined || String(text) === '<unknown>') return [];
  if (json !== undefined) {
    const detail = 'Give only one of json and json_string; both are given.';
    return [problem('PRV004', { detail, ...where(at('json_string')) })];
  }
  if (parseObject(reveal(text as Text))) return [];
  const detail = 'json_string is no JSON object.';
  const hint = 'For example: json_string = jsonencode({ nginx = { port = 80 } })';
  return [problem('PRV008', { detail, hint, ...where(at('json_string')) })];
};

/** A JSON object; undefined for everything else. An empty text says nothing. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const chefSoloSchema = defineSchema({
  options: {
    ...guestOptions,
    cookbook_paths: {
      type: { list: 'string' },
      doc: 'Folders of cookbooks that are sent.',
      affects: 'result',
      path: 'directory',
      default: [],
    },
    remote_cookbook_paths: {
      type: { list: 'string' },
      doc: 'Folders of cookbooks that are in the machine already.',
      affects: 'result',
      default: [],
    },
    run_list: { type: { list: 'string' }, doc: 'What Chef runs, in order.', affects: 'result', default: [] },
    json: { type: 'any', doc: 'Attributes of the node, in JSON templates.', affects: 'result' },
    json_string: {
      type: 'string',
      doc: 'Attributes of the node as the text of a JSON object: `jsonencode({ … })`.',
      affects: 'result',
      secret: true,
    },
    roles_path: { type: 'string', doc: 'A folder of roles.', affects: 'result', path: 'directory' },
    data_bags_path: { type: 'string', doc: 'A folder of data bags.', affects: 'result', path: 'directory' },
    encrypted_data_bag_secret_path: {
      type: 'string',
      doc: 'The file of the secret that encrypted data bags are read with.',
      affects: 'result',
      path: 'file',
    },
    environments_path: {
      type: 'string',
      doc: 'A folder of environments.',
      affects: 'result',
      path: 'directory',
    },
    chef_environment: { type: 'string', doc: 'The environment to use.', affects: 'result', default: '' },
    chef_license: {
      type: 'string',
      doc: 'Word on the licence. By default `accept-silent` where Chef is installed by the default command.',
      affects: 'result',
    },
    config_template: {
      type: 'string',
      doc: 'A template of `solo.rb` in place of the default one.',
      affects: 'result',
      path: 'file',
    },
    install_command: {
      type: 'string',
      doc: 'The command that installs Chef. By default `curl -L https://omnitruck.chef.io/install.sh | {{if .Sudo}}sudo {{end}}bash -s --{{if .Version}} -v {{.Version}}{{end}}`.',
      affects: 'result',
    },
    execute_command: {
      type: 'string',
      doc: 'The command that runs Chef. By default `{{if .Sudo}}sudo {{end}}chef-solo --no-color -c {{.ConfigPath}} -j {{.JsonPath}}`.',
      affects: 'result',
      secret: true,
    },
    skip_install: { type: 'bool', doc: 'Chef is there already.', affects: 'result', default: false },
    version: { type: 'string', doc: 'The version of Chef to install.', affects: 'result', default: '' },
    prevent_sudo: { type: 'bool', doc: 'Runs nothing with sudo.', affects: 'result', default: false },
    staging_directory: {
      type: 'string',
      doc: 'Where everything is sent to. By default `/tmp/packer-chef-solo`, on Windows `C:/Windows/Temp/packer-chef-solo`.',
      affects: 'result',
    },
  },
  rules: [
    guestIsKnown,
    jsonIsObject,
    createTemplateRule('install_command', ['Sudo', 'Version']),
    createTemplateRule('execute_command', ['Sudo', 'ConfigPath', 'JsonPath']),
  ],
});

export type ChefSoloOptions = OptionsOf<typeof chefSoloSchema>;
