import type { MachineAddress, MachineFacts, Text } from '@strata/sdk';
import type { Login } from './network/login';
import type { QemuOptions } from './schema';

/** What templates read as `build.*`, by Packer's names. */
export function getFacts(
  options: QemuOptions,
  more: {
    readonly name: string;
    readonly address: MachineAddress;
    readonly login: Login | undefined;
    readonly http: { readonly ip: string; readonly port: number };
  },
): MachineFacts {
  const { address, http, login, name } = more;
  const isWindows = options.communicator === 'winrm';
  const all: Readonly<Record<string, Text | undefined>> = {
    ID: name,
    ConnType: options.communicator,
    Host: (isWindows ? options.winrm_host : options.ssh_host) ?? address.host,
    Port: address.port === undefined ? undefined : String(address.port),
    User: isWindows ? options.winrm_username : options.ssh_username,
    Password: isWindows ? options.winrm_password : options.ssh_password,
    SSHPublicKey: login?.publicKey,
    SSHPrivateKey: login?.privateKey,
    SSHPrivateKeyFile: options.ssh_private_key_file,
    PackerHTTPIP: http.ip,
    PackerHTTPPort: String(http.port),
    PackerHTTPAddr: `${http.ip}:${http.port}`,
  };
  const known = Object.entries(all).filter((entry): entry is [string, Text] => entry[1] !== undefined);
  return Object.fromEntries(known);
}
