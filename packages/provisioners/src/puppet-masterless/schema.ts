import { defineSchema, type OptionRule, type OptionsOf, where } from '@strata/sdk';
import { problem } from '../codes';
import { createTemplateRule } from '../command-template/rule';
import { guestIsKnown, guestOptions } from '../guest/options';

/** What `execute_command` and `extra_arguments` may name. */
const FIELDS = [
  ...['WorkingDir', 'FacterVars', 'Sudo', 'PuppetBinDir', 'Debug', 'ModulePath', 'ModulePathJoiner'],
  ...['HieraConfigPath', 'ManifestDir', 'ManifestFile', 'ExtraArguments'],
];

const manifestIsNamed: OptionRule = ({ manifest_file: file }, at, write) => {
  if (file !== '') return [];
  const hint = `For example: ${write('manifest_file', '"site.pp"')}`;
  return [
    problem('PRV005', { detail: 'A manifest_file must be specified.', hint, ...where(at('manifest_file')) }),
  ];
};

export const puppetMasterlessSchema = defineSchema({
  options: {
    ...guestOptions,
    manifest_file: {
      type: 'string',
      required: true,
      doc: 'The manifest to apply, or a folder of manifests.',
      affects: 'result',
      path: 'either',
      named: true,
    },
    manifest_dir: {
      type: 'string',
      doc: 'A folder of manifests, for versions of Puppet that know `--manifestdir`.',
      affects: 'result',
      path: 'directory',
    },
    module_paths: {
      type: { list: 'string' },
      doc: 'Folders of modules.',
      affects: 'result',
      path: 'directory',
      default: [],
    },
    hiera_config_path: {
      type: 'string',
      doc: 'A configuration of Hiera.',
      affects: 'result',
      path: 'file',
    },
    facter: {
      type: { map: 'string' },
      doc: 'Facts for Puppet beside `packer_build_name` and `packer_builder_type`.',
      affects: 'result',
      secret: true,
      default: {},
    },
    execute_command: {
      type: 'string',
      doc: 'The command that runs Puppet. By default `cd {{.WorkingDir}} && {{if ne .FacterVars ""}}{{.FacterVars}} {{end}}{{if .Sudo}}sudo -E {{end}}…puppet apply --detailed-exitcodes …{{.ManifestFile}}`.',
      affects: 'result',
      secret: true,
    },
    extra_arguments: {
      type: { list: 'string' },
      doc: 'More arguments for Puppet, as a shell takes them.',
      affects: 'result',
      default: [],
    },
    ignore_exit_codes: {
      type: 'bool',
      doc: 'Takes every exit code of Puppet as success; otherwise 0 and 2 (changes were made) are.',
      affects: 'result',
      default: false,
    },
    prevent_sudo: { type: 'bool', doc: 'Runs nothing with sudo.', affects: 'result', default: false },
    puppet_bin_dir: {
      type: 'string',
      doc: 'The folder of the program `puppet`.',
      affects: 'result',
      default: '',
    },
    staging_directory: {
      type: 'string',
      doc: 'Where everything is sent to. By default `/tmp/packer-puppet-masterless`, on Windows `C:/Windows/Temp/packer-puppet-masterless`.',
      affects: 'result',
    },
    clean_staging_directory: {
      type: 'bool',
      doc: 'Removes that folder after Puppet.',
      affects: 'result',
      default: false,
    },
    working_directory: {
      type: 'string',
      doc: 'The folder that Puppet runs in. By default `staging_directory`.',
      affects: 'result',
    },
    elevated_user: {
      type: 'string',
      doc: 'On Windows, whom a scheduled task runs Puppet as.',
      affects: 'result',
    },
    elevated_password: { type: 'string', doc: 'Password of that user.', affects: 'run', secret: true },
  },
  rules: [guestIsKnown, manifestIsNamed, createTemplateRule('execute_command', FIELDS)],
});

export type PuppetMasterlessOptions = OptionsOf<typeof puppetMasterlessSchema>;
