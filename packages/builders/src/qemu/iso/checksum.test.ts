import { parseChecksum } from './checksum';
import { findChecksum } from './checksum-list';

const sha256 = 'ab'.repeat(32);

test.each([
  [`sha256:${sha256}`, { kind: 'digest', algorithm: 'sha256', hex: sha256 }],
  [`SHA256:${sha256.toUpperCase()}`, { kind: 'digest', algorithm: 'sha256', hex: sha256 }],
  [sha256, { kind: 'digest', algorithm: 'sha256', hex: sha256 }],
  ['a'.repeat(32), { kind: 'digest', algorithm: 'md5', hex: 'a'.repeat(32) }],
  ['a'.repeat(40), { kind: 'digest', algorithm: 'sha1', hex: 'a'.repeat(40) }],
  [`sha512:${'a'.repeat(128)}`, { kind: 'digest', algorithm: 'sha512', hex: 'a'.repeat(128) }],
  ['none', { kind: 'none' }],
  ['file:https://a.example/SHA256SUMS', { kind: 'file', place: 'https://a.example/SHA256SUMS' }],
  ['file:./sums', { kind: 'file', place: './sums' }],
])('%s is a checksum', (text, expected) => {
  expect(parseChecksum(text)).toEqual({ value: expected, diagnostics: [] });
});

test.each([
  ['sha3:abc', '"sha3" is no algorithm known here.'],
  ['abc', '"abc" has 3 characters: no checksum known here has so many.'],
  ['sha1:abc', 'sha1 has 40 digits; "sha1:abc" has 3.'],
  [`sha256:${'x'.repeat(64)}`, 'holds more than hexadecimal digits'],
])('%s is none, and told why', (text, detail) => {
  const { value, diagnostics } = parseChecksum(text);
  expect(value).toBeUndefined();
  expect(diagnostics).toMatchObject([{ code: 'BLD016', detail: expect.stringContaining(detail) }]);
});

test.each([
  ['as sha256sum prints it', `${'cd'.repeat(32)}  b.iso\n${sha256} *./dir/a.iso\n`],
  ['as BSD does', `SHA256 (b.iso) = ${'cd'.repeat(32)}\nSHA256 (a.iso) = ${sha256}\n`],
  ['of one file', `${sha256}\n`],
])('finds a file in a list %s', (_, text) => {
  expect(findChecksum(text, 'a.iso')).toMatchObject({ algorithm: 'sha256', hex: sha256 });
});

test('a list of other files has no checksum of this one', () => {
  expect(findChecksum(`${sha256}  b.iso\n`, 'a.iso')).toBeUndefined();
  expect(findChecksum('', 'a.iso')).toBeUndefined();
});
