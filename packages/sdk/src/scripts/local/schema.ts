import { createPlaceholderRule } from '../../placeholders';
import { defineSchema, type OptionsOf } from '../../schema';
import { createScriptRule, formatHasTwoPlaces, variablesAreNamed } from '../rules';
import { SYSTEMS } from './systems';

/**
 * Options of `shell-local`, the provisioner and the post-processor. None affects the result: what runs here cannot reach
 * into an image, and a file that it makes for a later step enters the key of that step.
 */
export const shellLocalSchema = defineSchema({
  options: {
    inline: {
      type: { list: 'string' },
      doc: 'Lines of one script.',
      affects: 'run',
      secret: true,
    },
    script: { type: 'string', doc: 'A script of this machine to run.', affects: 'run', path: 'file' },
    scripts: {
      type: { list: 'string' },
      doc: 'Scripts of this machine to run, in this order.',
      affects: 'run',
      path: 'file',
    },
    command: {
      type: 'string',
      doc: 'One line, as `inline` with one; Packer keeps it for old templates.',
      affects: 'run',
      secret: true,
    },
    valid_exit_codes: {
      type: { list: 'number' },
      doc: 'Exit codes that are no failure.',
      affects: 'run',
      default: [0],
    },
    environment_vars: {
      type: { list: 'string' },
      doc: 'Environment variables for the scripts, each as `NAME=value`, beside those of the caller.',
      affects: 'run',
      secret: true,
    },
    env: {
      type: { map: 'string' },
      doc: 'Environment variables for the scripts; they win over `environment_vars`.',
      affects: 'run',
      secret: true,
    },
    env_var_format: {
      type: 'string',
      doc: "How a variable is written in `{{.Vars}}`: two `%s`, for name and value. By default `%s='%s' `, on Windows `set %s=%s && `.",
      affects: 'run',
    },
    execute_command: {
      type: { list: 'string' },
      doc: 'The program that runs a script, and its arguments. `{{.Script}}` is the script, `{{.Vars}}` its environment. By default `["/bin/sh", "-c", "{{.Vars}} {{.Script}}"]`, on Windows `["cmd", "/V", "/C", "{{.Vars}}", "call", "{{.Script}}"]`.',
      affects: 'run',
    },
    inline_shebang: {
      type: 'string',
      doc: 'The interpreter of `inline`, written behind `#!`.',
      affects: 'run',
      default: '/bin/sh -e',
    },
    only_on: {
      type: { list: 'string' },
      doc: 'Systems on which the scripts are run; on others the step does nothing. By default all.',
      affects: 'run',
      allowed: SYSTEMS,
    },
    tempfile_extension: {
      type: 'string',
      doc: 'The end of the name of the file that `inline` is put in. By default `.cmd` on Windows, otherwise none.',
      affects: 'run',
    },
    use_linux_pathing: {
      type: 'bool',
      doc: 'For Windows with a shell of Linux; taken, and without effect on any other system.',
      affects: 'run',
      default: false,
    },
  },
  rules: [
    createScriptRule(['command', 'inline', 'script', 'scripts']),
    variablesAreNamed,
    formatHasTwoPlaces,
    createPlaceholderRule('execute_command', ['Vars', 'Script', 'Command']),
  ],
});

export type ShellLocalOptions = OptionsOf<typeof shellLocalSchema>;
