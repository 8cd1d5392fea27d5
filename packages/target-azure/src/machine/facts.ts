import type { MachineFacts, Text } from '@strata/sdk';
import type { Login } from '../steps/login';
import type { Work } from './work';

/** Names of `build.` that the builder of Azure has beside the common ones. Source: Packer's documentation, "Build Shared Information Variables". */
export const factNames = [
  'SourceImageName',
  'TenantID',
  'SubscriptionID',
  'TempDeploymentName',
  'TempComputeName',
  'TempNicName',
  'TempOSDiskName',
  'TempResourceGroupName',
  'TempNsgName',
  'TempKeyVaultName',
  'TempSubnetName',
  'TempDataDiskName',
  'TempVirtualNetworkName',
  'TempPublicIPAddressName',
] as const;

export interface Known {
  readonly id: string | undefined;
  readonly host: string | undefined;
  readonly login: Login;
  readonly sourceName: string;
  readonly tenant: Text;
}

/** What templates read as `build.*`, by Packer's names. */
export function getFacts(
  { names, options, session }: Work,
  { id, host, login, sourceName, tenant }: Known,
): MachineFacts {
  const isWindows = options.communicator === 'winrm';
  const port = isWindows ? options.winrm_port : options.ssh_port;
  const all: Readonly<Record<string, Text | undefined>> = {
    ID: id,
    ConnType: options.communicator,
    Host: host,
    Port: port === undefined ? undefined : String(port),
    User: login.user,
    Password: login.password,
    WinRMPassword: isWindows ? login.password : undefined,
    SSHPublicKey: login.publicKey,
    SSHPrivateKey: login.key?.privateKey,
    SSHPrivateKeyFile: options.ssh_private_key_file,
    SSHAgentAuth: isWindows ? undefined : String(options.ssh_agent_auth),
    SourceImageName: sourceName,
    TenantID: tenant,
    SubscriptionID: session.subscription,
    TempDeploymentName: names.deployment,
    TempComputeName: names.machine,
    TempNicName: names.networkInterface,
    TempOSDiskName: names.disk,
    TempResourceGroupName: names.group,
    TempNsgName: names.securityGroup,
    TempKeyVaultName: options.build_key_vault_name || names.vault,
    TempSubnetName: names.subnet,
    TempDataDiskName: names.dataDisk,
    TempVirtualNetworkName: names.network,
    TempPublicIPAddressName: names.address,
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, Text] => entry[1] !== undefined),
  );
}
