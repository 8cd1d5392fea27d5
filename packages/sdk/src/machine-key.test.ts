import { createPublicKey } from 'node:crypto';
import { createKey } from './machine-key';

const BITS = 1_024;

/** The parts of a public key that stand behind each other, each with its length before it. */
function readParts(publicKey: string): readonly Buffer[] {
  const bytes = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    parts.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return parts;
}

test('a key pair of RSA has one and the same number in both', async () => {
  const { privateKey, publicKey } = await createKey('rsa', 'build-1', BITS);
  const [type, exponent, modulus] = readParts(publicKey);
  const { n = '', e = '' } = createPublicKey(privateKey.reveal()).export({ format: 'jwk' });
  expect([publicKey.split(' ')[0], String(type), publicKey.split(' ')[2]]).toEqual([
    'ssh-rsa',
    'ssh-rsa',
    'build-1',
  ]);
  expect(exponent).toEqual(Buffer.from(e, 'base64url'));
  // A number with its highest bit set would be negative without a byte before it.
  expect(modulus).toEqual(Buffer.concat([Buffer.from([0]), Buffer.from(n, 'base64url')]));
  expect(privateKey.reveal()).toMatch(/^-----BEGIN RSA PRIVATE KEY-----/);
});

test('a key pair of ed25519 is as OpenSSH writes it', async () => {
  const { privateKey, publicKey } = await createKey('ed25519', 'build-1', BITS);
  expect(publicKey).toMatch(/^ssh-ed25519 \S+ build-1$/);
  expect(privateKey.reveal()).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----/);
});
