import type { RemoteAnswer } from '@strata/hcl';
import { type ConsulSettings, getConsulSettings } from './consul-settings';
import { isAboutCertificates, reasonOf } from './reasons';
import { requestPatiently } from './request-patiently';
import type { TextResponse } from './request-text';
import { urlBelow } from './server-address';
import type { RemoteService } from './service';

/** Milliseconds. Consul answers from the machine that asks, or one nearby. */
const timeout = 30_000;

/** Reads a key of Consul's KV store by its HTTP API. */
export const readConsul: RemoteService = async (name, context) => {
  const settings = await getConsulSettings(context);
  if (typeof settings === 'string') return { problem: settings };
  if (name.startsWith('/'))
    return { problem: `keys of Consul do not begin with "/": write "${name.replace(/^\/+/, '')}"` };
  const { server, namespace, headers, tls } = settings;
  const url = urlBelow(server, '/v1/kv/', name);
  if (namespace) url.searchParams.set('ns', namespace);
  try {
    const request = { url, headers, tls, timeout, signal: context.signal };
    const response = await requestPatiently(request, context.ports.clock);
    return response.status === 200
      ? getValue(response, name)
      : { problem: getProblem(response, name, settings) };
  } catch (error) {
    context.signal.throwIfAborted();
    return { problem: getUnreachable(error, settings) };
  }
};

/** Consul answers with a list of one, whose value is in Base64, or null when it is empty. */
function getValue({ text }: TextResponse, name: string): RemoteAnswer {
  const encoded = findValue(text);
  if (encoded === undefined) return { problem: `Consul answered for "${name}", but not with a key` };
  if (encoded === '') return { problem: `value is empty at path ${name} in Consul` };
  try {
    const bytes = Buffer.from(encoded, 'base64');
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { problem: `the value of "${name}" in Consul is no text in UTF-8` };
  }
}

function findValue(text: string): string | undefined {
  try {
    const [entry] = JSON.parse(text) as readonly { readonly Value?: string | null }[];
    return entry && (entry.Value ?? '');
  } catch {
    return undefined;
  }
}

function getProblem({ status, text }: TextResponse, name: string, { server }: ConsulSettings): string {
  const said = text.trim().slice(0, 200);
  if (status === 404) return `key does not exist at the given path: ${name} in Consul at ${server.origin}`;
  if (status === 401 || status === 403)
    return `Consul refused to show "${name}" (${said || 'permission denied'}): check CONSUL_HTTP_TOKEN and what its policies allow`;
  return `Consul at ${server.origin} answered ${status} for "${name}"${said && `: ${said}`}`;
}

function getUnreachable(error: unknown, { server }: ConsulSettings): string {
  const advice = isAboutCertificates(error)
    ? 'CONSUL_CACERT names the file with the certificate of its authority'
    : 'CONSUL_HTTP_ADDR says where it is';
  return `Consul at ${server.origin} cannot be reached (${reasonOf(error)}); ${advice}`;
}
