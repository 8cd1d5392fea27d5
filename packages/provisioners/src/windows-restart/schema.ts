import { defineSchema, type OptionsOf } from '@strata/sdk';
import { encodePowershell } from '../windows/powershell';

const SERVICING = 'HKLM:SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing';

export const windowsRestartSchema = defineSchema({
  options: {
    restart_command: {
      type: 'string',
      doc: 'The command that restarts the machine.',
      affects: 'result',
      default: 'shutdown /r /f /t 0 /c "packer restart"',
    },
    restart_check_command: {
      type: 'string',
      doc: 'The command that succeeds once the machine is back; by default one of PowerShell that says its name.',
      affects: 'result',
      default: encodePowershell('echo ("{0} restarted." -f [System.Net.Dns]::GetHostName())'),
    },
    restart_timeout: {
      type: 'duration',
      doc: 'How long the machine may take.',
      affects: 'run',
      default: 300_000,
    },
    check_registry: {
      type: 'bool',
      doc: 'Wait too until none of `registry_keys` is there.',
      affects: 'result',
      default: false,
    },
    registry_keys: {
      type: { list: 'string' },
      doc: 'Keys of the registry that are there while Windows still has to be restarted.',
      affects: 'result',
      default: [
        `${SERVICING}\\RebootPending`,
        `${SERVICING}\\PackagesPending`,
        `${SERVICING}\\RebootInProgress`,
      ],
    },
  },
});

export type WindowsRestartOptions = OptionsOf<typeof windowsRestartSchema>;
