import type { MachineFacts, Text } from '@strata/sdk';
import type { MachineOptions } from '../builders/fields/machine';
import type { Login } from '../steps/key-pair';

/** Names of `build.` that the builders of Amazon have beside the common ones. Source: Packer's documentation, "Build Shared Information Variables". */
export const factNames = [
  'BuildRegion',
  'SourceAMI',
  'SourceAMICreationDate',
  'SourceAMIName',
  'SourceAMIOwner',
  'SourceAMIOwnerName',
] as const;

export interface Known {
  readonly id: string;
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly login: Login;
  readonly password: Text | undefined;
  readonly source: Readonly<Record<string, string>>;
}

/** What templates read as `build.*`, by Packer's names. */
export function getFacts(
  options: MachineOptions,
  { id, host, port, login, password, source }: Known,
): MachineFacts {
  const isWindows = options.communicator === 'winrm';
  const secret = password ?? (isWindows ? options.winrm_password : options.ssh_password);
  const all: Readonly<Record<string, Text | undefined>> = {
    ...source,
    ID: id,
    ConnType: options.communicator,
    Host: host,
    Port: port === undefined ? undefined : String(port),
    User: isWindows ? options.winrm_username : options.ssh_username,
    Password: secret,
    WinRMPassword: isWindows ? secret : undefined,
    SSHPublicKey: login.key?.publicKey,
    SSHPrivateKey: login.key?.privateKey,
    SSHPrivateKeyFile: options.ssh_private_key_file,
    SSHAgentAuth: isWindows ? undefined : String(options.ssh_agent_auth),
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, Text] => entry[1] !== undefined),
  );
}
