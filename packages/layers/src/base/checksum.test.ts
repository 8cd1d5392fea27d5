import { findChecksum, parseChecksum } from './checksum';

const md5 = 'a'.repeat(32);
const sha256 = 'B'.repeat(64);

test.each([
  [`sha256:${sha256}`, { algorithm: 'sha256', digest: 'b'.repeat(64) }],
  [sha256, { algorithm: 'sha256', digest: 'b'.repeat(64) }],
  [`md5:${md5}`, { algorithm: 'md5', digest: md5 }],
  ['c'.repeat(40), { algorithm: 'sha1', digest: 'c'.repeat(40) }],
  ['d'.repeat(128), { algorithm: 'sha512', digest: 'd'.repeat(128) }],
  ['file:./SHA256SUMS', { file: './SHA256SUMS' }],
  ['file:https://a.test/SUMS', { file: 'https://a.test/SUMS' }],
])("Packer's form %s is understood", (text, checksum) => {
  expect(parseChecksum(text)).toEqual(checksum);
});

test.each(['none', '', 'sha256:', `sha256:${md5}`, 'sha3:aa', 'g'.repeat(64)])(
  '`%s` is no checksum',
  (text) => {
    expect(() => parseChecksum(text)).toThrow('Invalid checksum');
  },
);

test('a checksum file may come from sha256sum or from BSD tools, or hold one digest alone', () => {
  const sums = `${'1'.repeat(64)}  other.tar\n${'2'.repeat(64)} *./dir/root.tar.xz\n`;
  expect(findChecksum(sums, 'root.tar.xz')?.digest).toBe('2'.repeat(64));
  expect(findChecksum(`SHA256 (root.tar.xz) = ${'3'.repeat(64)}\n`, 'root.tar.xz')?.digest).toBe(
    '3'.repeat(64),
  );
  expect(findChecksum(`${'4'.repeat(64)}\n`, 'root.tar.xz')?.digest).toBe('4'.repeat(64));
  expect(findChecksum(sums, 'absent.tar')).toBeUndefined();
});
