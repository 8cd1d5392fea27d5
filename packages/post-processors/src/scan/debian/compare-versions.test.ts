import { compareDebianVersions } from './compare-versions';

/** Each is newer than the one before it. */
const inOrder = [
  ...[
    '0~',
    '0',
    '0.1',
    '1~~',
    '1~~a',
    '1~',
    '1',
    '1+',
    '1.0',
    '1.0-1',
    '1.0-1+b1',
    '1.0-1.1',
    '1.0-2',
    '1.0-10',
  ],
  ...['1.0a', '1.0+dfsg', '1.0.1', '1.1~rc1-1', '1.1-1', '1.2', '1.10', '2.36-9', '2.36-9+deb12u4'],
  ...['2.36-9+deb12u10', '20240101', '1:0.1', '1:1', '2:0'],
];

test('versions are in the order that policy gives', () => {
  for (const [index, version] of inOrder.entries())
    for (const [other, second] of inOrder.entries())
      expect([version, second, Math.sign(compareDebianVersions(version, second))]).toEqual([
        version,
        second,
        Math.sign(index - other),
      ]);
});

test.each([
  ['1.0', '1.00'],
  ['1.0', '0:1.0'],
  ['1.0', '1.0-0'],
  ['1.01-1', '1.1-01'],
])('%s and %s are the same', (a, b) => {
  expect(compareDebianVersions(a, b)).toBe(0);
});

test('numbers longer than any that a computer counts with', () => {
  expect(
    compareDebianVersions('1.20240101123456789012345678901', '1.20240101123456789012345678902'),
  ).toBeLessThan(0);
});
