import type { FilesSource } from '../definition/definition';
import type { ScriptSubject } from './files-script';

/** A file of the package, and its place on the machine. */
export interface WindowsFile {
  /** Below the folder that the package is unpacked into, with backslashes. */
  readonly packed: string;
  readonly to: string;
}

/** The script of a package of files for Windows, with the same manners as that for Linux. Windows PowerShell 5.1 runs it. */
export function makeWindowsScript(
  { name, version }: ScriptSubject,
  { services, afterInstall, beforeRemove }: FilesSource,
  files: readonly WindowsFile[],
): string {
  const lines = files.map(({ packed, to }) => `  @(${quote(packed)}, ${quote(to)})`).join(',\r\n');
  const text = `# Installs, updates and removes ${name} ${version}: manage.ps1 install|update|remove
param([Parameter(Mandatory = $true)][ValidateSet('install', 'update', 'remove')][string]$Action)
$ErrorActionPreference = 'Stop'
$state = Join-Path $env:ProgramData 'Strata\\vm-apps\\${name}'
$list = Join-Path $state 'files.txt'
$services = @(${services.map(quote).join(', ')})
$files = @(
${lines}
)
$known = @()
if (Test-Path -LiteralPath $list) { $known = @(Get-Content -LiteralPath $list) }

function Remove-Known([string[]]$Paths) {
  foreach ($path in $Paths) {
    if (Test-Path -LiteralPath $path) { Remove-Item -Force -LiteralPath $path }
    $folder = Split-Path -Parent $path
    while ($folder -and (Test-Path -LiteralPath $folder) -and -not (Get-ChildItem -Force -LiteralPath $folder)) {
      Remove-Item -Force -LiteralPath $folder
      $folder = Split-Path -Parent $folder
    }
  }
}

if ($Action -eq 'remove') {
  ${beforeRemove === undefined ? '' : `cmd.exe /c ${quote(beforeRemove)}`}
  foreach ($service in $services) { Stop-Service -Name $service -ErrorAction SilentlyContinue }
  Remove-Known $known
  if (Test-Path -LiteralPath $state) { Remove-Item -Recurse -Force -LiteralPath $state }
  exit 0
}

$wanted = @($files | ForEach-Object { $_[1] })
$taken = @($wanted | Where-Object { (Test-Path -LiteralPath $_) -and ($known -notcontains $_) })
if ($taken.Count -gt 0) { Write-Error "${name}: these files are there already and belong to others: $taken"; exit 1 }
New-Item -ItemType Directory -Force -Path $state | Out-Null
Set-Content -LiteralPath $list -Value @($known + $wanted | Sort-Object -Unique)
foreach ($service in $services) { Stop-Service -Name $service -ErrorAction SilentlyContinue }
foreach ($file in $files) {
  New-Item -ItemType Directory -Force -Path (Split-Path -Parent $file[1]) | Out-Null
  Copy-Item -Force -LiteralPath $file[0] -Destination $file[1]
}
Remove-Known @($known | Where-Object { $wanted -notcontains $_ })
Set-Content -LiteralPath $list -Value $wanted
foreach ($service in $services) { Set-Service -Name $service -StartupType Automatic; Start-Service -Name $service }
${afterInstall === undefined ? '' : `cmd.exe /c ${quote(afterInstall)}\nif ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }`}
exit 0
`;
  // A parser of Windows takes both ends of lines; editors there do not.
  return text.replaceAll(/\r?\n/g, '\r\n');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
