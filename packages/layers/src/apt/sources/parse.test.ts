import { parseDeb822 } from './deb822';
import { parseOneLine } from './one-line';

test('a line gives its address, suite, components and keyring', () => {
  const text = 'deb [arch=amd64 signed-by=/k/a.gpg] http://m.test/debian/ bookworm main contrib # comment\n';
  expect(parseOneLine(text)).toEqual([
    {
      uri: 'http://m.test/debian',
      suite: 'bookworm',
      components: ['main', 'contrib'],
      signedBy: ['/k/a.gpg'],
    },
  ]);
});

test.each([
  '# deb http://m.test/debian bookworm main',
  'deb-src http://m.test/debian bookworm main',
  'debris',
  '',
])('the line `%s` is no source of packages', (line) => expect(parseOneLine(line)).toEqual([]));

test('a flat archive has a suite and no components', () => {
  expect(parseOneLine('deb http://m.test/ ./')).toEqual([
    { uri: 'http://m.test', suite: './', components: [], signedBy: [] },
  ]);
});

test('a paragraph stands for each of its addresses with each of its suites', () => {
  const text = `Types: deb deb-src
# a comment
URIs: http://a.test/debian http://b.test/debian/
Suites: bookworm
  bookworm-updates
Components: main
Signed-By: /k/debian-archive-keyring.gpg
`;
  expect(parseDeb822(text).map(({ uri, suite }) => `${uri} ${suite}`)).toEqual([
    'http://a.test/debian bookworm',
    'http://a.test/debian bookworm-updates',
    'http://b.test/debian bookworm',
    'http://b.test/debian bookworm-updates',
  ]);
});

test('paragraphs that are switched off or for sources only are left out', () => {
  const text = `Types: deb
Enabled: no
URIs: http://a.test
Suites: x

Types: deb-src
URIs: http://b.test
Suites: x
`;
  expect(parseDeb822(text)).toEqual([]);
});

test('a key that is written out is no path of a keyring', () => {
  const text = `Types: deb
URIs: http://a.test
Suites: x
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mQINBF
 -----END PGP PUBLIC KEY BLOCK-----
`;
  expect(parseDeb822(text)[0]?.signedBy).toEqual([]);
});
