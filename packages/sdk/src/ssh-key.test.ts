import { createSshKey } from './ssh-key';

/** Source: RFC 8032, section 7.1, test 1. */
const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const point = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';

test('the same secret gives the same key, and no secret another each time', () => {
  const key = createSshKey('packer', seed);
  expect(createSshKey('packer', seed).publicKey).toBe(key.publicKey);
  expect(createSshKey('packer').publicKey).not.toBe(createSshKey('packer').publicKey);
});

test('it is written as OpenSSH writes keys', () => {
  const { publicKey, privateKey } = createSshKey('packer', seed);
  const [type, blob = '', comment] = publicKey.split(' ');
  expect([type, comment]).toEqual(['ssh-ed25519', 'packer']);
  expect(Buffer.from(blob, 'base64').subarray(-32).toString('hex')).toBe(point);
  const text = privateKey.reveal();
  const body = Buffer.from(text.split('\n').slice(1, -2).join(''), 'base64');
  expect(body.subarray(0, 15).toString()).toBe('openssh-key-v1\0');
  expect(body.includes(Buffer.from(seed, 'hex'))).toBe(true);
  expect(String(privateKey)).toBe('<sensitive>');
});
