import { text } from 'node:stream/consumers';
import { Failure } from '@strata/diagnostics';
import type { VaultEngineOptions } from '../../access/vault-engine';
import { problem } from '../../codes';
import type { SessionContext } from '../context';
import { getVariable } from '../variables';
import type { AwsCredentials } from './credentials';

/** Long enough for Vault to ask AWS itself. Milliseconds. */
const PATIENCE = 60_000;

/**
 * Has Vault make credentials by its AWS secrets engine. Source: Vault's documentation, "AWS secrets engine (API)".
 *
 * @throws Failure when the variables are not set or Vault gives none
 */
export async function readVaultCredentials(
  options: VaultEngineOptions,
  { ports, signal }: SessionContext,
): Promise<AwsCredentials> {
  const { variables } = ports.environment;
  const server = getVariable(variables, 'VAULT_ADDR');
  const token = getVariable(variables, 'VAULT_TOKEN');
  if (!server || !token) throw fail('VAULT_ADDR and VAULT_TOKEN are not both set.', 'Set both.');
  const namespace = getVariable(variables, 'VAULT_NAMESPACE');
  const url = getUrl(server, options);
  const response = await ports.http.get(url.href, {
    headers: { 'x-vault-token': token, ...(namespace && { 'x-vault-namespace': namespace }) },
    signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
  });
  const { data, errors = [], lease_duration: seconds } = parse(await text(response.body));
  if (response.status !== 200 || !data?.access_key || !data.secret_key)
    throw fail(
      `${url.origin}${url.pathname} answered ${response.status}${errors.length > 0 ? `: ${errors.join('; ')}` : ''}.`,
      'Check name and engine_name, and what the policies of VAULT_TOKEN allow.',
    );
  const sessionToken = data.security_token;
  return {
    accessKeyId: data.access_key,
    secretAccessKey: data.secret_key,
    ...(sessionToken && { sessionToken }),
    ...(seconds && { expiration: new Date(ports.clock.now() + seconds * 1000) }),
  };
}

function getUrl(server: string, { name, engine_name: engine, role_arn: role, ttl }: VaultEngineOptions): URL {
  if (!URL.canParse(server))
    throw fail(`VAULT_ADDR is "${server}", which is no address.`, 'Write https://HOST:8200.');
  const url = new URL(`/v1/${engine.replace(/^\/+|\/+$/g, '')}/creds/${encodeURIComponent(name)}`, server);
  if (role) url.searchParams.set('role_arn', role);
  if (ttl) url.searchParams.set('ttl', ttl);
  return url;
}

interface Answer {
  readonly errors?: readonly string[];
  /** Seconds. */
  readonly lease_duration?: number;
  readonly data?: {
    readonly access_key?: string;
    readonly secret_key?: string;
    readonly security_token?: string | null;
  };
}

function parse(answer: string): Answer {
  try {
    const value: unknown = JSON.parse(answer);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function fail(detail: string, hint: string): Failure {
  return new Failure(problem('AWS023', { detail, hint }));
}
