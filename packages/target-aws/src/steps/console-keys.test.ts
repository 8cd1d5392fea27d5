import { readConsoleKeys } from './console-keys';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ root@ip-10-0-0-1';

test('host keys are read between the lines of cloud-init', () => {
  const output = `boot\r\n-----BEGIN SSH HOST KEY KEYS-----\r\necdsa-sha2-nistp256 AAAAE2 root@x\r\n${KEY}\r\n-----END SSH HOST KEY KEYS-----\r\nlogin:`;
  expect(readConsoleKeys(output)).toEqual([
    'ecdsa-sha2-nistp256 AAAAE2',
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ',
  ]);
});

test.each([[''], [KEY], ['-----BEGIN SSH HOST KEY KEYS-----\nssh-rsa']])('%j tells none', (output) => {
  expect(readConsoleKeys(output)).toEqual([]);
});
