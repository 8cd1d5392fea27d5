import { createPlaceholderRule, defineSchema, type OptionsOf } from '@strata/sdk';
import {
  createFormatRule,
  createScriptRule,
  formatHasTwoPlaces,
  variablesAreNamed,
} from '@strata/sdk/scripts';
import { windowsScriptOptions } from '../windows/script-options';
import { debugModeIsKnown, passwordHasUser } from './rules';

/** In the environment file a variable is one statement of PowerShell. */
const VARIABLE_FORMAT = '$env:%s="%s"; ';

export const powershellSchema = defineSchema({
  options: {
    ...windowsScriptOptions,
    env_var_format: {
      type: 'string',
      doc: 'How a variable is written in the environment file: two `%s`, for name and value.',
      affects: 'result',
      default: VARIABLE_FORMAT,
    },
    elevated_env_var_format: {
      type: 'string',
      doc: 'The same for scripts that run with `elevated_user`.',
      affects: 'result',
      default: VARIABLE_FORMAT,
    },
    remote_path: {
      type: 'string',
      doc: 'Where a script is sent to. By default `c:/Windows/Temp/script-ID.ps1`, with an ID made from its content.',
      affects: 'result',
    },
    remote_env_var_path: {
      type: 'string',
      doc: 'Where the environment file is sent to. By default `c:/Windows/Temp/packer-ps-env-vars-ID.ps1`.',
      affects: 'result',
    },
    execute_command: {
      type: 'string',
      doc: 'The command that runs a script. `{{.Path}}` is the script, `{{.Vars}}` the environment file, which the command has to read. By default one of `powershell` that gives on the exit code.',
      affects: 'result',
      secret: true,
    },
    elevated_execute_command: {
      type: 'string',
      doc: 'The same for scripts that run with `elevated_user`.',
      affects: 'result',
      secret: true,
    },
    elevated_user: {
      type: 'string',
      doc: 'The user whose scheduled task runs the scripts with all rights, such as `SYSTEM`.',
      affects: 'result',
    },
    elevated_password: {
      type: 'string',
      doc: 'The password of that user; none for `SYSTEM` and other accounts of services.',
      affects: 'result',
      secret: true,
    },
    execution_policy: {
      type: 'string',
      doc: 'Which scripts PowerShell runs; `none` leaves it as the machine has it.',
      affects: 'result',
      allowed: [
        'bypass',
        'allsigned',
        'default',
        'remotesigned',
        'restricted',
        'undefined',
        'unrestricted',
        'none',
      ],
      default: 'bypass',
    },
    debug_mode: {
      type: 'number',
      doc: 'Show each line before it runs (1), and variables and calls too (2).',
      affects: 'result',
      default: 0,
    },
    use_pwsh: {
      type: 'bool',
      doc: 'Run `pwsh`, PowerShell 6 and later, in place of `powershell`.',
      affects: 'result',
      default: false,
    },
    skip_clean: {
      type: 'bool',
      doc: 'Leave what was sent where it is.',
      affects: 'result',
      default: false,
    },
    pause_after: { type: 'duration', doc: 'A wait after the last script.', affects: 'run', default: 0 },
  },
  rules: [
    createScriptRule(['inline', 'script', 'scripts']),
    variablesAreNamed,
    formatHasTwoPlaces,
    createFormatRule('elevated_env_var_format'),
    createPlaceholderRule('execute_command', ['Path', 'Vars']),
    createPlaceholderRule('elevated_execute_command', ['Path', 'Vars']),
    debugModeIsKnown,
    passwordHasUser,
  ],
});

export type PowershellOptions = OptionsOf<typeof powershellSchema>;
