import { getHostName, makeSeed } from './seed';

const publicKey = 'ssh-ed25519 AAAA strata';

test('the user has the key, no password, and may become root', () => {
  const { 'user-data': text = '' } = makeSeed({ host: 'golden', publicKey });
  const [head, ...lines] = text.split('\n');
  expect(head).toBe('#cloud-config');
  expect(JSON.parse(lines.join('\n'))).toEqual({
    users: [
      expect.objectContaining({
        name: 'strata',
        lock_passwd: true,
        sudo: 'ALL=(ALL) NOPASSWD:ALL',
        ssh_authorized_keys: [publicKey],
      }),
    ],
  });
});

test('the machine has its name', () => {
  const { 'meta-data': text = '' } = makeSeed({ host: 'golden', publicKey });
  expect(JSON.parse(text)).toEqual({ 'instance-id': 'strata-guest', 'local-hostname': 'golden' });
});

test.each([
  ['golden', 'golden'],
  ['@acme/Web_App', 'acme-web-app'],
  ['--', 'guest'],
  ['x'.repeat(80), 'x'.repeat(63)],
])('%s gives the host name %s', (name, host) => {
  expect(getHostName(name)).toBe(host);
});
