import { isSpdxExpression, normalizeLicense } from './normalize';

test.each([
  ['GPL-2+', 'GPL-2.0-or-later'],
  ['Expat', 'MIT'],
  ['mit', 'MIT'],
  ['GPL-2+ or Artistic', 'GPL-2.0-or-later OR Artistic-1.0'],
  ['LGPL-2.1+ and (MIT or Apache-2.0)', 'LGPL-2.1-or-later AND (MIT OR Apache-2.0)'],
  ['GPL-2+, and Expat', 'GPL-2.0-or-later AND MIT'],
  ['Apache License, Version 2.0', 'Apache-2.0'],
  ['GPL-2+ with OpenSSL exception', 'GPL-2+ with OpenSSL exception'],
  ['my own', 'my own'],
])('%s is %s', (given, expected) => {
  expect(normalizeLicense(given)).toBe(expected);
});

test('an expression has known ids only', () => {
  expect(['MIT AND (ISC OR Zlib)', 'MIT', 'MIT AND mine', ''].map(isSpdxExpression)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
