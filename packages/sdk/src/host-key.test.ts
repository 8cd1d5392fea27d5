import { createHostKey, encodeUserData } from './host-key';

test('a host key is given to the machine by cloud-init', () => {
  const { publicKey, userData } = createHostKey();
  const lines = userData.reveal().split('\n');
  expect(lines.slice(0, 5)).toEqual([
    '#cloud-config',
    'ssh_deletekeys: true',
    'ssh_keys:',
    '  ed25519_private: |',
    '    -----BEGIN OPENSSH PRIVATE KEY-----',
  ]);
  expect(lines.at(-2)).toBe(`  ed25519_public: ${publicKey} strata`);
  expect(String(userData)).toBe('<sensitive>');
});

test('no two machines have the same', () => {
  expect(createHostKey().publicKey).not.toBe(createHostKey().publicKey);
});

test.each([
  ['#!/bin/sh\necho a', 'IyEvYmluL3NoCmVjaG8gYQ=='],
  ['IyEvYmluL3NoCmVjaG8gYQ==', 'IyEvYmluL3NoCmVjaG8gYQ=='],
  ['IyEvYmluL3NoCm\nVjaG8gYQ==\n', 'IyEvYmluL3NoCmVjaG8gYQ=='],
  ['', ''],
])('user data of %j go to AWS as %s', (text, encoded) => {
  expect(encodeUserData(text)).toBe(encoded);
});
