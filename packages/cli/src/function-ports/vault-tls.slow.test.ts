import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodePorts } from '@strata/sdk/node';
import { VAULT_TOKEN } from '../testing/fake-vault';
import { readVault } from './vault';

/** A server with a certificate that nobody knows; `openssl` makes it, as Node cannot. */
let folder: string;
let server: Server;
let address: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strata-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=vault.test', '-addext', 'subjectAltName=DNS:vault.test'];
  const form = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', ...form, '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' });
  server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) =>
    response.end('{"data":{"foo":"world"}}'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

function read(more: Readonly<Record<string, string>>) {
  const ports = createNodePorts();
  const variables = { VAULT_ADDR: address, VAULT_TOKEN, ...more };
  const environment = { ...ports.environment, variables };
  return readVault('kv/hello', { ports: { ...ports, environment }, signal: new AbortController().signal });
}

test('a certificate that nobody knows is not trusted, and it is said how it can be', async () => {
  const { problem } = (await read({})) as { problem: string };
  expect(problem).toContain('cannot be reached');
  expect(problem).toContain('VAULT_CACERT names the file with the certificate of its authority');
});

test('it is trusted when VAULT_CACERT has it and the name is right', async () => {
  const ca = { VAULT_CACERT: join(folder, 'cert.pem') };
  expect(await read({ ...ca, VAULT_TLS_SERVER_NAME: 'vault.test' })).toEqual({ text: '{"foo":"world"}' });
  expect(await read({ ...ca, VAULT_TLS_SERVER_NAME: 'other.test' })).toHaveProperty('problem');
});

test('VAULT_SKIP_VERIFY trusts anyone', async () => {
  expect(await read({ VAULT_SKIP_VERIFY: '1' })).toEqual({ text: '{"foo":"world"}' });
});
