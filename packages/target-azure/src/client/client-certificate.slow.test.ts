import { execFileSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readClientCertificate } from './client-certificate';

let folder: string;
const at = (name: string) => join(folder, name);
const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-pfx-'));
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'key.pem',
    '-out',
    'cert.pem',
    '-subj',
    '/CN=app',
  );
  const both = ['-inkey', 'key.pem', '-in', 'cert.pem', '-passout', 'pass:right'];
  openssl('pkcs12', '-export', ...both, '-out', 'new.pfx');
  openssl('pkcs12', '-export', '-legacy', ...both, '-out', 'old.pfx');
  openssl(
    'pkcs12',
    '-export',
    '-inkey',
    'key.pem',
    '-in',
    'cert.pem',
    '-passout',
    'pass:',
    '-out',
    'open.pfx',
  );
  openssl('pkcs12', '-export', '-nokeys', '-in', 'cert.pem', '-passout', 'pass:right', '-out', 'no-key.pfx');
  writeFileSync(at('both.pem'), `${openssl('pkey', '-in', 'key.pem')}${openssl('x509', '-in', 'cert.pem')}`);
  writeFileSync(at('text.pfx'), 'not a certificate');
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['of today', 'new.pfx', 'right'],
  ['of Windows Server 2016', 'old.pfx', 'right'],
  ['without a password', 'open.pfx', ''],
])('a PFX %s is read', async (_, file, password) => {
  const { certificate } = await readClientCertificate(at(file), password);
  const read = new X509Certificate(certificate);
  expect(read.subject).toBe('CN=app');
  expect(read.checkPrivateKey(createPrivateKey(certificate))).toBe(true);
});

test('PEM is taken as it is, with the password of its key', async () => {
  const { certificate, certificatePassword } = await readClientCertificate(at('both.pem'), 'of the key');
  expect(new X509Certificate(certificate).subject).toBe('CN=app');
  expect(certificatePassword).toBe('of the key');
});

test.each([
  ['another password', 'new.pfx', 'wrong'],
  ['no key', 'no-key.pfx', 'right'],
  ['something else in it', 'text.pfx', ''],
  ['no file', 'nowhere.pfx', ''],
])('a PFX with %s is told with its path, and without its password', async (_, file, password) => {
  const failure = await readClientCertificate(at(file), password).catch((error: unknown) => error);
  expect(failure).toMatchObject({ diagnostics: [{ code: 'AZU001', detail: expect.stringContaining(file) }] });
  expect(JSON.stringify(failure)).not.toContain('wrong');
});
