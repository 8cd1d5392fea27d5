import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { createCertificateSecret } from './certificate';

const NOW = Date.UTC(2026, 10, 22);
const DAY = 24 * 60 * 60 * 1_000;

test('openssl reads the certificate of a machine and its key', async () => {
  const secret = await createCertificateSecret('pkrvm1', { now: NOW });
  const content = JSON.parse(Buffer.from(secret.reveal(), 'base64').toString());
  expect(content).toEqual({ data: expect.any(String), dataType: 'pfx', password: expect.any(String) });
  // Debian's openssl 3 reads the older encryption by a provider that has to be asked for.
  const text = execFileSync('openssl', ['pkcs12', '-legacy', '-nodes', '-passin', 'env:PASSWORD'], {
    input: Buffer.from(content.data, 'base64'),
    env: { PATH: process.env['PATH'], PASSWORD: content.password },
    stdio: ['pipe', 'pipe', 'ignore'],
  }).toString();
  expect(text).toContain('-----BEGIN PRIVATE KEY-----');
  const [pem = ''] = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/u.exec(text) ?? [];
  const certificate = new X509Certificate(pem);
  expect(certificate.subject).toBe('CN=pkrvm1');
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.checkHost('pkrvm1')).toBe('pkrvm1');
  expect([Date.parse(certificate.validFrom) < NOW, Date.parse(certificate.validTo)]).toEqual([
    true,
    NOW + DAY,
  ]);
});
