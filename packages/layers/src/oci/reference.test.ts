import { Failure } from '@strata/diagnostics';
import { formatReference, getRegistryUrl, parseReference } from './reference';

const digest = `sha256:${'a'.repeat(64)}`;

test.each([
  ['registry.example/app', { registry: 'registry.example', repository: 'app', version: 'latest' }],
  [
    'registry.example:5000/team/app:1.2',
    { registry: 'registry.example:5000', repository: 'team/app', version: '1.2' },
  ],
  [`localhost/a__b/c-d@${digest}`, { registry: 'localhost', repository: 'a__b/c-d', version: digest }],
  [`127.0.0.1:5000/app:1@${digest}`, { registry: '127.0.0.1:5000', repository: 'app', version: digest }],
])('%s names a registry, a repository and a version', (text, expected) => {
  expect(parseReference(text)).toEqual(expected);
});

test.each([
  'debian',
  'team/app:1',
  'registry.example/Team/app',
  'registry.example/app:',
  'registry.example/app@md5:1',
  '',
  '/app',
  'registry.example/../app',
])('%p is refused', (text) => {
  expect(() => parseReference(text)).toThrow(Failure);
});

test('only registries on this machine are talked to without encryption', () => {
  expect(getRegistryUrl(parseReference('registry.example/app')).href).toBe(
    'https://registry.example/v2/app/',
  );
  expect(getRegistryUrl(parseReference('127.0.0.1:5000/app')).href).toBe('http://127.0.0.1:5000/v2/app/');
  expect(getRegistryUrl(parseReference('127.0.0.1.example/app')).protocol).toBe('https:');
});

test('a reference is written so that it can be read again', () => {
  for (const text of ['registry.example:5000/team/app:1.2', `registry.example/app@${digest}`]) {
    expect(formatReference(parseReference(text))).toBe(text);
  }
});
