import { createPlaceholderRule, defineSchema, type OptionsOf } from '@strata/sdk';
import { createScriptRule, formatHasTwoPlaces, variablesAreNamed } from '@strata/sdk/scripts';
import { windowsScriptOptions } from '../windows/script-options';

export const windowsShellSchema = defineSchema({
  options: {
    ...windowsScriptOptions,
    env_var_format: {
      type: 'string',
      doc: 'How a variable is written in `{{.Vars}}`: two `%s`, for name and value.',
      affects: 'result',
      default: 'set "%s=%s" && ',
    },
    remote_path: {
      type: 'string',
      doc: 'Where a script is sent to; it stays there.',
      affects: 'result',
      default: 'c:/Windows/Temp/script.bat',
    },
    execute_command: {
      type: 'string',
      doc: 'The command that runs a script. `{{.Path}}` is the script, `{{.Vars}}` its environment.',
      affects: 'result',
      secret: true,
      default: '{{.Vars}}"{{.Path}}"',
    },
  },
  rules: [
    createScriptRule(['inline', 'script', 'scripts']),
    variablesAreNamed,
    formatHasTwoPlaces,
    createPlaceholderRule('execute_command', ['Path', 'Vars']),
  ],
});

export type WindowsShellOptions = OptionsOf<typeof windowsShellSchema>;
