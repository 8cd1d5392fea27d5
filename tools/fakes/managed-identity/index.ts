import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FakeCredential } from '../arm';

/** A machine's own identity, as App Service tells programs of it. */
export interface ManagedIdentity extends AsyncDisposable {
  /** By which Azure's libraries find it: `IDENTITY_ENDPOINT` and `IDENTITY_HEADER`. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Gives tokens of a credential out on loopback, so that a program of its own can log in to the fake as it would in Azure.
 * Source: Microsoft's page "How to use managed identities for App Service", on connecting to Azure services in app code.
 */
export async function startManagedIdentity(credential: FakeCredential): Promise<ManagedIdentity> {
  const secret = randomUUID();
  const server = createServer(async ({ url = '', headers }, response) => {
    const resource = new URL(url, 'http://127.0.0.1').searchParams.get('resource');
    if (headers['x-identity-header'] !== secret || resource === null) {
      response.writeHead(401).end();
      return;
    }
    const { token, expiresOnTimestamp } = await credential.getToken(`${resource}/.default`);
    const body = {
      access_token: token,
      expires_on: String(Math.floor(expiresOnTimestamp / 1000)),
      resource,
      token_type: 'Bearer',
      client_id: randomUUID(),
    };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    variables: { IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`, IDENTITY_HEADER: secret },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
