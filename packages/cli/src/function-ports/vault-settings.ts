import { join } from 'node:path';
import type { TextRequest } from './request-text';
import { parseAddress } from './server-address';
import type { ServiceContext } from './service';

/** Where Vault is and who asks, from the variables that its own client reads. */
export interface VaultSettings {
  readonly server: URL;
  readonly headers: TextRequest['headers'];
  readonly tls: TextRequest['tls'];
  /** Milliseconds. */
  readonly timeout: number;
}

const example = 'https://vault.example.com:8200';

/** As Vault's client. */
const usualTimeout = 60_000;

/** The settings, or what is missing of them. */
export async function getVaultSettings({ ports }: ServiceContext): Promise<VaultSettings | string> {
  const { variables, home } = ports.environment;
  const address = variables.VAULT_ADDR;
  if (!address) return `VAULT_ADDR is not set: give it the address of Vault, such as ${example}`;
  const server = parseAddress('VAULT_ADDR', address, example);
  if (typeof server === 'string') return server;
  const token = variables.VAULT_TOKEN || (await readIfThere(ports.files, join(home, '.vault-token')));
  if (!token)
    return 'VAULT_TOKEN is not set, and there is no ~/.vault-token: run "vault login", or set VAULT_TOKEN';
  const ca = variables.VAULT_CACERT && (await readIfThere(ports.files, variables.VAULT_CACERT));
  if (variables.VAULT_CACERT && !ca)
    return `VAULT_CACERT is "${variables.VAULT_CACERT}", and no file can be read there`;
  return {
    server,
    headers: {
      'X-Vault-Token': token,
      'X-Vault-Request': 'true',
      ...(variables.VAULT_NAMESPACE && { 'X-Vault-Namespace': variables.VAULT_NAMESPACE }),
    },
    tls: {
      ...(ca && { ca }),
      ...(variables.VAULT_TLS_SERVER_NAME && { servername: variables.VAULT_TLS_SERVER_NAME }),
      rejectUnauthorized: !isTrue(variables.VAULT_SKIP_VERIFY),
    },
    timeout: getTimeout(variables.VAULT_CLIENT_TIMEOUT),
  };
}

async function readIfThere(
  files: ServiceContext['ports']['files'],
  path: string,
): Promise<string | undefined> {
  try {
    return (await files.readText(path)).trim();
  } catch {
    return undefined;
  }
}

/** Go's ParseBool. */
export function isTrue(text: string | undefined): boolean {
  return ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text ?? '');
}

/** Seconds, with or without a unit. */
function getTimeout(text: string | undefined): number {
  const [, seconds] = /^(\d+(?:\.\d+)?)s?$/.exec(text ?? '') ?? [];
  return seconds === undefined || Number(seconds) === 0 ? usualTimeout : Number(seconds) * 1000;
}
