import { reveal } from '@strata/sdk';
import { fillFormat, type ScriptVariable } from '@strata/sdk/scripts';
import { quotePowershell } from '../windows/powershell';
import type { WindowsScript } from '../windows/scripts';

/** The environment file: only the machine sees it, so that it holds secrets too. */
export function getEnvironmentFile(variables: readonly ScriptVariable[], format: string): Buffer {
  return Buffer.from(
    variables.map(({ name, value }) => fillFormat(format, name, escapeValue(reveal(value)))).join(''),
  );
}

/** For a place between double quotes of PowerShell. */
function escapeValue(value: string): string {
  return value.replace(/[`$"']/g, '`$&');
}

/** What is sent for a script. Inline lines read the environment by themselves and give on how they ended. */
export function getScriptContent(
  { content, isInline }: WindowsScript,
  { environmentFile, debugMode }: { readonly environmentFile: string; readonly debugMode: number },
): Buffer {
  if (!isInline) return content;
  const lines = [
    "$ProgressPreference = 'SilentlyContinue'",
    ...(debugMode === 0 ? [] : [`Set-PsDebug -Trace ${debugMode}`]),
    `. ${quotePowershell(environmentFile)}`,
    'try {',
    content.toString().trimEnd(),
    '} catch {',
    '  Write-Output $_',
    '  exit 1',
    '}',
    'if ($LastExitCode) { exit $LastExitCode }',
  ];
  return Buffer.from(`${lines.join('\n')}\n`);
}
