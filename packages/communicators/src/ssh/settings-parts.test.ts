import { describeHostKey, getHostKeyKinds, parseHostKey } from './host-key';
import { getPatience } from './patience';
import { parseTunnel } from './tunnel-text';

test.each([
  [undefined, undefined, { timeout: 300_000, attempts: 10 }],
  [60_000, undefined, { timeout: 60_000 }],
  [undefined, 3, { attempts: 3 }],
  [60_000, 3, { timeout: 60_000, attempts: 3 }],
  [0, 0, { timeout: 300_000, attempts: 10 }],
])('with ssh_timeout %s and ssh_handshake_attempts %s patience is %j', (timeout, attempts, expected) => {
  expect(getPatience(timeout, attempts)).toEqual(expected);
});

test.each([
  ['8080:localhost:80', { port: 8080, host: 'localhost', hostPort: 80 }],
  ['1:[::1]:2', { port: 1, host: '::1', hostPort: 2 }],
  ['8080:localhost', undefined],
  ['8080:localhost:0', undefined],
  ['70000:localhost:80', undefined],
  ['x:localhost:80', undefined],
])('the tunnel %s is read as %j', (text, expected) => {
  expect(parseTunnel(text)).toEqual(expected);
});

test('host keys are read with and without a host and a comment', () => {
  const key = { type: 'ssh-ed25519', data: 'AAAAC3NzaC1lZDI1NTE5' };
  for (const text of [
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5',
    'host.example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 root@machine',
  ])
    expect(parseHostKey(text)).toEqual(key);
  expect(parseHostKey('SHA256:abc')).toBeUndefined();
  expect(describeHostKey(key)).toMatch(/^SHA256:\S{43} \(ssh-ed25519\)$/);
});

test('the kind of a known host key is asked for first', () => {
  expect(getHostKeyKinds([{ type: 'ssh-rsa', data: '' }])[0]).toBe('rsa-sha2-512');
  expect(getHostKeyKinds([])[0]).toBe('ssh-ed25519');
});
