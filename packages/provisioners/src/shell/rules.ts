import { createPlaceholderRule } from '@strata/sdk';
import { createScriptRule, formatHasTwoPlaces, variablesAreNamed } from '@strata/sdk/scripts';

/** What `execute_command` may name. */
const PLACEHOLDERS = ['Path', 'Vars', 'EnvVarFile'];

export const shellRules = [
  createScriptRule(['inline', 'script', 'scripts']),
  variablesAreNamed,
  formatHasTwoPlaces,
  createPlaceholderRule('execute_command', PLACEHOLDERS),
];
