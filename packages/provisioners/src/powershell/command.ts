import type { Text } from '@strata/sdk';
import type { PowershellOptions } from './schema';

/** Keeps the bar of progress, which a machine without a screen cannot show, out of the output. */
const QUIET =
  "if (Test-Path variable:global:ProgressPreference){set-variable -name variable:global:ProgressPreference -value 'SilentlyContinue'};";

/** The template of the command that runs a script, with `{{.Path}}` and `{{.Vars}}`. */
export function getCommandTemplate(options: PowershellOptions, isInline: boolean): Text {
  const isElevated = options.elevated_user !== undefined;
  const given = isElevated ? options.elevated_execute_command : options.execute_command;
  if (given !== undefined) return given;
  const program = getProgram(options);
  if (isInline && !isElevated) return `${program} -file {{.Path}}`;
  const debug = options.debug_mode === 0 ? '' : `Set-PsDebug -Trace ${options.debug_mode};`;
  const line = `& { ${QUIET}${debug}. {{.Vars}}; &'{{.Path}}'; exit $LastExitCode }`;
  return `${program} ${options.use_pwsh ? '-command ' : ''}"${line}"`;
}

/** PowerShell, and how strictly it looks at scripts. */
export function getProgram({ use_pwsh, execution_policy }: PowershellOptions): string {
  const program = use_pwsh ? 'pwsh' : 'powershell';
  return execution_policy === 'none' ? program : `${program} -executionpolicy ${execution_policy}`;
}
