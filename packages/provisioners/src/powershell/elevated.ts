import { reveal, type Text } from '@strata/sdk';
import { quotePowershell } from '../windows/powershell';

export interface ElevatedRequest {
  /** Names the task and its output. */
  readonly id: string;
  readonly user: string;
  readonly password: Text | undefined;
  readonly command: Text;
}

/**
 * A script that runs a command as another user with all rights: a session over WinRM has no right to log on as someone
 * else, and not all of an administrator's, but the scheduler of tasks has. It shows what the task prints while it runs,
 * removes the task, and ends as the task ended. It removes itself first, which PowerShell does not mind once it has read it:
 * the password must not stay when the connection is lost. The numbers are those of the scheduler's own interface
 * (`Schedule.Service`).
 */
export function getElevatedScript({ id, user, password, command }: ElevatedRequest): Buffer {
  const secret = password === undefined ? '' : reveal(password);
  const lines = [
    'Remove-Item -Force -LiteralPath $MyInvocation.MyCommand.Path',
    `$name = ${quotePowershell(`packer-${id}`)}`,
    '$log = Join-Path $env:SystemRoot "Temp\\$name.out"',
    `$user = ${quotePowershell(user)}`,
    `$password = ${secret === '' ? '$null' : quotePowershell(secret)}`,
    `$command = ${quotePowershell(reveal(command))}`,
    '$service = New-Object -ComObject Schedule.Service',
    '$service.Connect()',
    '$folder = $service.GetFolder("\\")',
    '$task = $service.NewTask(0)',
    '$task.Settings.AllowDemandStart = $true',
    '$task.Settings.DisallowStartIfOnBatteries = $false',
    '$task.Settings.StopIfGoingOnBatteries = $false',
    '$task.Settings.ExecutionTimeLimit = "PT0S"',
    '$task.Settings.Priority = 4',
    '$task.Principal.RunLevel = 1 # highest',
    '$action = $task.Actions.Create(0) # a program',
    '$action.Path = "cmd"',
    '$action.Arguments = "/c $command > `"$log`" 2>&1"',
    '$logon = if ($password) { 1 } else { 5 } # by password, or an account of a service',
    '$registered = $folder.RegisterTaskDefinition($name, $task, 6, $user, $password, $logon)',
    '$shown = 0',
    'function Show-Output {',
    '  if (-not (Test-Path $log)) { return }',
    '  Get-Content $log | Select-Object -Skip $script:shown | ForEach-Object { $script:shown++; Write-Output $_ }',
    '}',
    'try {',
    '  $run = $registered.Run($null)',
    // A short task may be over before it is ever seen running; its output tells that it was.
    '  $tries = 0',
    '  while ($registered.State -ne 4 -and -not (Test-Path $log) -and $tries -lt 100) {',
    '    $tries++',
    '    Start-Sleep -Milliseconds 100',
    '  }',
    '  while ($registered.State -eq 4) { Show-Output; Start-Sleep -Milliseconds 100 }',
    '  Show-Output',
    '  $result = $registered.LastTaskResult',
    '} finally {',
    '  $folder.DeleteTask($name, 0)',
    '  Remove-Item -Force -ErrorAction SilentlyContinue $log',
    '}',
    'exit $result',
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n`);
}
