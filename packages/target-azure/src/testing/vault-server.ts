import { makeCertificate } from '../../../../tools/fakes/arm/server/certificate';
import { listen } from '../../../../tools/fakes/arm/server/listen';

const AUDIENCE = 'https://vault.azure.net';

/** A key vault's own service, as far as secrets are read. */
export interface VaultServer extends AsyncDisposable {
  readonly endpoint: string;
  /** What is read, by name and version: `db/1`. */
  readonly secrets: Map<string, string>;
  /** Paths of requests that had a token. */
  readonly asked: string[];
}

/** Starts a vault on loopback. It tells who asks without a token where tokens come from, and knows those for vaults alone. */
export async function startVault(): Promise<VaultServer> {
  const secrets = new Map<string, string>();
  const asked: string[] = [];
  const certificate = makeCertificate();
  const refuse = (status: number, code: string, message: string, headers = {}) => ({
    ...{ status, headers },
    body: { error: { code, message } },
  });
  const { endpoint, close } = await listen(async ({ path, headers }) => {
    if (readAudience(headers.authorization) !== AUDIENCE)
      return refuse(401, 'Unauthorized', 'AKV10000: Request is missing a Bearer or PoP token.', {
        'www-authenticate': `Bearer authorization="https://login.microsoftonline.com/tenant", resource="${AUDIENCE}"`,
      });
    asked.push(path);
    const [, name = '', version = ''] = /^\/secrets\/([^/]+)(?:\/([^/]*))?$/u.exec(path) ?? [];
    const newest = [...secrets.keys()].filter((key) => key.startsWith(`${name}/`)).at(-1);
    const key = version === '' ? newest : `${name}/${version}`;
    const value = key === undefined ? undefined : secrets.get(key);
    if (value === undefined)
      return refuse(
        404,
        'SecretNotFound',
        `A secret with (name/id) ${name} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command.`,
      );
    const attributes = { enabled: true, created: 1_700_000_000, updated: 1_700_000_000 };
    return { status: 200, body: { value, id: `${AUDIENCE}/secrets/${key}`, attributes } };
  }, certificate);
  return { endpoint, secrets, asked, [Symbol.asyncDispose]: close };
}

function readAudience(authorization = ''): string | undefined {
  const [, claims = ''] = authorization.split('.');
  if (claims === '') return undefined;
  return JSON.parse(Buffer.from(claims, 'base64url').toString()).aud;
}
