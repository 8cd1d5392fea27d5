import { generateKeyPairSync } from 'node:crypto';
import { parseTokenKey } from './token-key';

const pair = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

test('a PEM public key is for RS256', () => {
  expect(parseTokenKey(Buffer.from(pair.publicKey), 'k').algorithm).toBe('RS256');
});

test('a private key is refused: a service that only checks tokens must not be able to make them', () => {
  expect(() => parseTokenKey(Buffer.from(pair.privateKey), '/etc/k')).toThrow(
    '/etc/k holds a private key; give the public one',
  );
});

test('any other content is a shared secret, without the line end', () => {
  const secret = 'a'.repeat(32);
  expect(parseTokenKey(Buffer.from(`${secret}\n`), 'k')).toEqual({
    algorithm: 'HS256',
    key: Buffer.from(secret),
  });
});

test('a short secret is refused', () => {
  expect(() => parseTokenKey(Buffer.from('hunter2\n'), 'k')).toThrow(
    'k holds 7 bytes; an HS256 key needs 32',
  );
});
