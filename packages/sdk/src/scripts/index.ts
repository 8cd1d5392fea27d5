export {
  type CommandEnvironment,
  escapeQuotes,
  fillFormat,
  getCommandEnvironment,
  getSecretVariables,
} from './command-environment';
export { type LocalScriptContext, runLocalScripts } from './local/run-local-scripts';
export { type ShellLocalOptions, shellLocalSchema } from './local/schema';
export { createOutputTail, type OutputTail } from './output-tail';
export { createFormatRule, createScriptRule, formatHasTwoPlaces, variablesAreNamed } from './rules';
export { type BuildNames, getVariables, type ScriptVariable, type VariableOptions } from './variables';
