import { extname } from 'node:path';
import { quoteWord } from '@strata/sdk';
import type { ManageCommands } from '@strata/target-azure/vm-applications';
import type { ArchiveSource, Definition, InstallerSource } from '../definition/definition';

/** Name of the script in packages that are made here. */
export const LINUX_SCRIPT = 'manage.sh';
export const WINDOWS_SCRIPT = 'manage.ps1';

/** What the agent runs when the definition says nothing else. All begin in the folder that holds the package. */
export function generateCommands(definition: Definition, packageFile: string): ManageCommands {
  const source = definition.package;
  switch (source.kind) {
    case 'files':
    case 'debs':
      return definition.os === 'Linux' ? runScript(packageFile) : runPowerShell(packageFile);
    case 'archive':
      return definition.os === 'Linux' ? unpack(source, packageFile) : expand(source, packageFile);
    case 'installer':
      return install(source, { packageFile, name: definition.name });
  }
}

/** The package is unpacked before each: the agent promises the package alone, not what the command before it made of it. */
function runScript(packageFile: string): ManageCommands {
  const run = (action: string) =>
    `tar -xzf ${quoteShort(packageFile)} --no-same-owner && exec sh ./${LINUX_SCRIPT} ${action}`;
  return { install: run('install'), update: run('update'), remove: run('remove') };
}

function runPowerShell(packageFile: string): ManageCommands {
  const run = (action: string) =>
    `powershell -NoProfile -ExecutionPolicy Bypass -Command "$ErrorActionPreference='Stop'; Expand-Archive -Force -LiteralPath '${quotePowerShell(packageFile)}' -DestinationPath .; & .\\${WINDOWS_SCRIPT} ${action}; exit $LASTEXITCODE"`;
  return { install: run('install'), update: run('update'), remove: run('remove') };
}

/** Python is there wherever the agent is, which is written in it; unzip mostly is not. */
function unpack({ to }: ArchiveSource, packageFile: string): ManageCommands {
  const folder = quoteShort(to);
  const file = quoteShort(packageFile);
  const open = packageFile.endsWith('.zip')
    ? `python3 -m zipfile -e ${file} ${folder}`
    : `tar -xf ${file} -C ${folder} --no-same-owner`;
  const clear = `rm -rf -- ${folder}`;
  const fill = `${clear} && mkdir -p -- ${folder} && ${open}`;
  return { install: fill, update: fill, remove: clear };
}

function expand({ to }: ArchiveSource, packageFile: string): ManageCommands {
  const folder = to.replace(/\\+$/, '');
  const clear = `if exist "${folder}" rmdir /s /q "${folder}"`;
  const open = packageFile.endsWith('.zip')
    ? `powershell -NoProfile -Command "Expand-Archive -Force -LiteralPath '${quotePowerShell(packageFile)}' -DestinationPath '${quotePowerShell(folder)}'"`
    : `mkdir "${folder}" && tar -xf "${packageFile}" -C "${folder}"`;
  const fill = `${clear} & ${open}`;
  return { install: fill, update: fill, remove: clear };
}

/**
 * Windows Installer ends with 3010 when it has succeeded and wants a restart, and with 1641 when it has begun one. Source:
 * Microsoft, "MsiExec.exe and InstMsi.exe Error Messages".
 */
const SUCCESS =
  'if !ERRORLEVEL! EQU 3010 (exit /b 0) else if !ERRORLEVEL! EQU 1641 (exit /b 0) else (exit /b !ERRORLEVEL!)';

function install(
  { switches, log, uninstall }: InstallerSource,
  { packageFile, name }: { readonly packageFile: string; readonly name: string },
): ManageCommands {
  const judge = (command: string) => `cmd.exe /v:on /c "start "" /wait ${command} & ${SUCCESS}"`;
  const isMsi = extname(packageFile).toLowerCase() === '.msi';
  if (!isMsi) {
    const run = judge(`".\\${packageFile}" ${switches ?? ''}`.trim());
    // Its own remover may not be a file to start: what Windows keeps is a whole command line.
    return { install: run, update: run, remove: uninstall ?? '' };
  }
  const quiet = switches ?? '/quiet /norestart';
  const logFile = log ?? `${name}-installer.log`;
  const run = (action: string) => judge(`msiexec.exe ${action} "${packageFile}" ${quiet} /l*v "${logFile}"`);
  return { install: run('/i'), update: run('/i'), remove: uninstall ?? run('/x') };
}

/** Names with nothing odd in them are easier to read bare. */
function quoteShort(text: string): string {
  return /^[\w./@%+=:,-]+$/.test(text) ? text : quoteWord(text);
}

function quotePowerShell(text: string): string {
  return text.replaceAll("'", "''");
}
