import type { GuestType } from '../guest/commands';

/** Packer's places and commands for a kind of system. */
export interface SaltGuest {
  readonly configuration: string;
  readonly staging: string;
  readonly states: string;
  readonly pillars: string;
  /** Fetches Salt's own script of installation, into the machine. */
  readonly fetch: string;
  readonly install: string;
  /** What must be there before states are applied. */
  readonly before: (saltCall: string) => readonly string[];
}

const SCRIPT = '/tmp/install_salt.sh';

export const guests: Readonly<Record<GuestType, SaltGuest>> = {
  unix: {
    configuration: '/etc/salt',
    staging: '/tmp/salt',
    states: '/srv/salt',
    pillars: '/srv/pillar',
    fetch: `curl -L https://bootstrap.saltproject.io -o ${SCRIPT} || wget -O ${SCRIPT} https://bootstrap.saltproject.io`,
    install: `sh ${SCRIPT}`,
    before: () => [],
  },
  windows: {
    configuration: 'C:/salt/conf',
    staging: 'C:/Windows/Temp/salt/',
    states: 'C:/salt/state',
    pillars: 'C:/salt/pillar/',
    fetch: `powershell -Command "[System.Net.ServicePointManager]::SecurityProtocol = [System.Net.SecurityProtocolType]'Tls,Tls11,Tls12'; Invoke-WebRequest -Uri 'https://winbootstrap.saltproject.io' -OutFile 'C:/Windows/Temp/bootstrap-salt.ps1'"`,
    install: 'Powershell C:/Windows/Temp/bootstrap-salt.ps1',
    // Salt's lists of programs for Windows are git repositories.
    before: (saltCall) => [
      'powershell [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12; Invoke-WebRequest -Uri https://github.com/git-for-windows/git/releases/download/v2.28.0.windows.1/Git-2.28.0-64-bit.exe -OutFile $env:TEMP/Git.exe',
      'powershell Start-Process -FilePath $env:TEMP/Git.exe /SILENT -Wait',
      'powershell Remove-Item $env:TEMP/Git.exe',
      `${saltCall} --local winrepo.update_git_repos`,
      `${saltCall} --local pkg.refresh_db`,
    ],
  },
};
