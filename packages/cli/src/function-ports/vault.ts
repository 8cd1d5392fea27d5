import { isAboutCertificates, reasonOf } from './reasons';
import { requestPatiently } from './request-patiently';
import type { TextResponse } from './request-text';
import { urlBelow } from './server-address';
import type { RemoteService } from './service';
import { getVaultSettings, type VaultSettings } from './vault-settings';

/** Reads a secret of Vault's KV store, of version 1 or 2, by its HTTP API; the answer is its keys and values. */
export const readVault: RemoteService = async (name, context) => {
  const settings = await getVaultSettings(context);
  if (typeof settings === 'string') return { problem: settings };
  const { server, ...options } = settings;
  const url = urlBelow(server, '/v1/', name.replace(/^\/+|\/+$/g, ''));
  try {
    const response = await requestPatiently({ url, ...options, signal: context.signal }, context.ports.clock);
    return response.status === 200
      ? getFields(response, name)
      : { problem: getProblem(response, name, settings) };
  } catch (error) {
    context.signal.throwIfAborted();
    return { problem: getUnreachable(error, settings) };
  }
};

interface Body {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly string[];
  readonly warnings?: readonly string[] | null;
}

function parseBody(text: string): Body {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return {};
  }
}

/** A store of version 2 wraps the keys once more, beside what it knows of the version. */
function getFields({ text }: TextResponse, name: string) {
  const { data } = parseBody(text);
  if (!data) return { problem: `Vault answered for "${name}", but not with a secret` };
  const isSecondVersion = isObject(data.data) && isObject(data.metadata);
  return { text: JSON.stringify(isSecondVersion ? data.data : data) };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function getProblem({ status, text }: TextResponse, name: string, { server }: VaultSettings): string {
  const { errors = [], warnings, data } = parseBody(text);
  const said = [...errors, ...(warnings ?? [])].map((one) => one.trim()).join('; ');
  if (status === 403)
    return `Vault refused to show "${name}" (${said || 'permission denied'}): check VAULT_TOKEN, what its policies allow, and VAULT_NAMESPACE`;
  if (status === 404 && data) return `the newest version of "${name}" in Vault was deleted`;
  if (status === 404)
    return `Vault has no secret at "${name}"; the path of a KV v2 store has "data" behind its mount, as in "secret/data/hello"${said && ` (${said})`}`;
  if (status === 503) return `Vault at ${server.origin} is sealed or being maintained${said && ` (${said})`}`;
  return `Vault at ${server.origin} answered ${status} for "${name}"${said && `: ${said}`}`;
}

function getUnreachable(error: unknown, { server }: VaultSettings): string {
  const advice = isAboutCertificates(error)
    ? 'VAULT_CACERT names the file with the certificate of its authority'
    : 'check VAULT_ADDR';
  return `Vault at ${server.origin} cannot be reached (${reasonOf(error)}); ${advice}`;
}
