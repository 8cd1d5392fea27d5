import { generateKeyPairSync } from 'node:crypto';
import { createKey } from './machine-key';
import { createSshKey } from './ssh-key';
import { readPublicKey } from './ssh-public-key';

const BITS = 1_024;

test('the public key stands in a private one of OpenSSH', () => {
  const { privateKey, publicKey } = createSshKey('somebody');
  expect(`${readPublicKey(privateKey.reveal())} somebody`).toBe(publicKey);
});

test('the public key of a private one in PEM is worked out', async () => {
  const { privateKey, publicKey } = await createKey('rsa', 'somebody', BITS);
  expect(`${readPublicKey(privateKey.reveal())} somebody`).toBe(publicKey);
});

/** What OpenSSH's form has around its bytes. */
function wrap(bytes: Buffer): string {
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${bytes.toString('base64')}\n-----END OPENSSH PRIVATE KEY-----`;
}

test.each([
  ['nothing', ''],
  ['a certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
  ['a key that was cut off', wrap(Buffer.from('openssh-key-v1\0\0\0\0\u0004none\0\0', 'latin1'))],
  ['bytes of something else', wrap(Buffer.from('something else'))],
  [
    'a key in PEM that is not for SSH',
    generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  ],
])('there is none in %s', (_, text) => {
  expect(readPublicKey(text)).toBeUndefined();
});
