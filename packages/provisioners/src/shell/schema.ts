import { defineSchema, type OptionsOf } from '@strata/sdk';
import { scriptOptions } from '../script-options';
import { shellRules } from './rules';

/** Options of Packer's shell, and `network`. What could show in the result or let a failure pass is part of the key. */
export const shellSchema = defineSchema({
  options: {
    ...scriptOptions,
    binary: {
      type: 'bool',
      doc: 'Send the script byte for byte; otherwise line ends of Windows become those of Unix.',
      affects: 'result',
      default: false,
    },
    env_var_format: {
      type: 'string',
      doc: "How a variable is written in `{{.Vars}}` and in the environment file: two `%s`, for name and value. By default `%s='%s' `, or `export %s='%s'` on a line of its own in the file.",
      affects: 'result',
    },
    use_env_var_file: {
      type: 'bool',
      doc: 'Send the environment as a file, `{{.EnvVarFile}}`, in place of `{{.Vars}}`.',
      affects: 'result',
      default: false,
    },
    execute_command: {
      type: 'string',
      doc: 'The command that runs a script. `{{.Path}}` is the script, `{{.Vars}}` its environment. By default `chmod +x {{.Path}}; {{.Vars}} {{.Path}}`.',
      affects: 'result',
      secret: true,
    },
    inline_shebang: {
      type: 'string',
      doc: 'The interpreter of `inline`, written behind `#!`; by default `/bin/sh -e`, unless the first line says it.',
      affects: 'result',
    },
    remote_folder: {
      type: 'string',
      doc: 'Where scripts are sent to.',
      affects: 'result',
      default: '/tmp',
    },
    remote_file: {
      type: 'string',
      doc: 'The name that scripts get there; by default `script_N.sh`, with a number made from their content.',
      affects: 'result',
    },
    remote_path: {
      type: 'string',
      doc: 'The whole path that scripts get, in place of folder and name.',
      affects: 'result',
    },
    skip_clean: {
      type: 'bool',
      doc: 'Leave the scripts where they were sent to.',
      affects: 'result',
      default: false,
    },
    expect_disconnect: {
      type: 'bool',
      doc: 'A connection that goes away while a script runs (a reboot) is no failure.',
      affects: 'result',
      default: false,
    },
    network: {
      type: 'bool',
      doc: 'Whether the scripts may reach a network. A step without one cannot depend on what the network says today.',
      affects: 'result',
      default: true,
    },
    pause_after: {
      type: 'duration',
      doc: 'A wait after the last script.',
      affects: 'run',
      default: 0,
    },
  },
  rules: shellRules,
});

export type ShellOptions = OptionsOf<typeof shellSchema>;
