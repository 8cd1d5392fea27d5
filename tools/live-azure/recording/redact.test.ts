import { redactAddress, redactBody } from './redact';

test.each([
  ['a password', { properties: { osProfile: { adminPassword: 'hunter2', adminUsername: 'packer' } } }],
  ['a key of an account', { keys: [{ keyName: 'key1', value: 'hunter2', of: 'packer' }] }],
  ['an access to a disk', { accessSAS: 'https://packer/disk?sig=hunter2' }],
  ['a token', { access_token: 'hunter2', resource: 'packer' }],
  ['a link', { source: { uri: 'https://packer/blob?se=1&sig=hunter2&sp=r' } }],
])('of %s the secret is left out, and nothing else', (what, body) => {
  const kept = redactBody(Buffer.from(JSON.stringify(body)));
  expect(kept).not.toContain('hunter2');
  if (what !== 'an access to a disk') expect(kept).toContain('packer');
});

test('lists are kept, and what is no JSON is told by its length', () => {
  expect(redactBody(Buffer.from('{"value":[{"name":"a"}]}'))).toBe('{"value":[{"name":"a"}]}');
  expect(redactBody(Buffer.from('secret=hunter2'))).toBe('(14 bytes)');
});

test('an address is kept without its signature', () => {
  expect(redactAddress('/c/b?sv=1&sig=abc%3D&sp=r')).toBe('/c/b?sv=1&sig=(left out)&sp=r');
});
