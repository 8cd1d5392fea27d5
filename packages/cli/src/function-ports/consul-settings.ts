import type { TextRequest } from './request-text';
import { parseAddress } from './server-address';
import type { ServiceContext } from './service';
import { isTrue } from './vault-settings';

/** Where Consul is and who asks, from the variables that its own client reads. */
export interface ConsulSettings {
  readonly server: URL;
  readonly namespace: string | undefined;
  readonly headers: TextRequest['headers'];
  readonly tls: TextRequest['tls'];
}

const example = 'consul.example.com:8500';

/** Consul runs an agent on each machine. */
const usualAddress = '127.0.0.1:8500';

/** The settings, or what is wrong with them. */
export async function getConsulSettings({ ports }: ServiceContext): Promise<ConsulSettings | string> {
  const { variables } = ports.environment;
  const given = variables.CONSUL_HTTP_ADDR || usualAddress;
  const scheme = isTrue(variables.CONSUL_HTTP_SSL) ? 'https' : 'http';
  const address = given.includes('://') ? given : `${scheme}://${given}`;
  const server = parseAddress('CONSUL_HTTP_ADDR', address, example);
  if (typeof server === 'string') return server;
  const files = await readFiles(ports, {
    CONSUL_HTTP_TOKEN_FILE: variables.CONSUL_HTTP_TOKEN_FILE,
    CONSUL_CACERT: variables.CONSUL_CACERT,
  });
  if (typeof files === 'string') return files;
  const token = variables.CONSUL_HTTP_TOKEN || files.CONSUL_HTTP_TOKEN_FILE;
  const login = variables.CONSUL_HTTP_AUTH;
  return {
    server,
    namespace: variables.CONSUL_NAMESPACE || undefined,
    headers: {
      ...(token && { 'X-Consul-Token': token }),
      ...(login && { Authorization: `Basic ${Buffer.from(login).toString('base64')}` }),
    },
    tls: {
      ...(files.CONSUL_CACERT && { ca: files.CONSUL_CACERT }),
      ...(variables.CONSUL_TLS_SERVER_NAME && { servername: variables.CONSUL_TLS_SERVER_NAME }),
      rejectUnauthorized: !isFalse(variables.CONSUL_HTTP_SSL_VERIFY),
    },
  };
}

function isFalse(text: string | undefined): boolean {
  return ['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text ?? '');
}

type Paths = Readonly<Record<string, string | undefined>>;

/** The texts of the files that variables name; a text when one cannot be read. */
async function readFiles({ files }: ServiceContext['ports'], paths: Paths): Promise<Paths | string> {
  const texts: Record<string, string> = {};
  for (const [variable, path] of Object.entries(paths)) {
    if (!path) continue;
    try {
      texts[variable] = (await files.readText(path)).trim();
    } catch {
      return `${variable} is "${path}", and no file can be read there`;
    }
  }
  return texts;
}
