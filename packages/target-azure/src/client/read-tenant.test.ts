import { readTenant } from './read-tenant';

const write = (claims: unknown) => `a.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c`;

test.each([
  ['its tenant', write({ tid: '72f988bf' }), '72f988bf'],
  ['no tenant', write({ aud: 'x' }), ''],
  ['what is no object', write(null), ''],
  ['what is no token', 'opaque', ''],
  ['nothing', undefined, ''],
])('a token says %s', (_, token, tenant) => {
  expect(readTenant(token)).toBe(tenant);
});
