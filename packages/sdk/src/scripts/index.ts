export {
  type CommandEnvironment,
  escapeQuotes,
  fillFormat,
  getCommandEnvironment,
  getSecretVariables,
} from './command-environment';
export { createOutputTail, type OutputTail } from './output-tail';
export { createFormatRule, createScriptRule, formatHasTwoPlaces, variablesAreNamed } from './rules';
export { type BuildNames, getVariables, type ScriptVariable, type VariableOptions } from './variables';
