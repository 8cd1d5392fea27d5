import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { createCertificateSecret } from './certificate';

const NOW = Date.UTC(2026, 10, 22);
const DAY = 24 * 60 * 60 * 1_000;

/** As openssl reads it. Debian's openssl 3 reads the older encryption by a provider that has to be asked for. */
function read(secret: string): string {
  const content = JSON.parse(Buffer.from(secret, 'base64').toString());
  expect(content).toEqual({ data: expect.any(String), dataType: 'pfx', password: expect.any(String) });
  return execFileSync('openssl', ['pkcs12', '-legacy', '-nodes', '-passin', 'env:PASSWORD'], {
    input: Buffer.from(content.data, 'base64'),
    env: { PATH: process.env['PATH'], PASSWORD: content.password },
    stdio: ['pipe', 'pipe', 'ignore'],
  }).toString();
}

function findCertificate(text: string): X509Certificate {
  const [pem = ''] = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/u.exec(text) ?? [];
  return new X509Certificate(pem);
}

test('a certificate is of the key that is given', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const secret = await createCertificateSecret('pkrvm1', { now: NOW, privateKey });
  const certificate = findCertificate(read(secret.reveal()));
  expect(certificate.publicKey.equals(createPublicKey(publicKey))).toBe(true);
  expect(Date.parse(certificate.validTo)).toBe(NOW + DAY);
});

test('openssl reads the certificate of a machine and its key', async () => {
  const secret = await createCertificateSecret('pkrvm1', { now: NOW });
  const text = read(secret.reveal());
  expect(text).toContain('-----BEGIN PRIVATE KEY-----');
  const certificate = findCertificate(text);
  expect(certificate.subject).toBe('CN=pkrvm1');
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.checkHost('pkrvm1')).toBe('pkrvm1');
  expect([Date.parse(certificate.validFrom) < NOW, Date.parse(certificate.validTo)]).toEqual([
    true,
    NOW + DAY,
  ]);
});
