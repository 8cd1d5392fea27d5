import { reduceIndex } from './reduce';

const stanza = (name: string, version: string, end = '\nSize: 1') =>
  `Package: ${name}\nArchitecture: amd64\nVersion: ${version}${end}`;
const index = `${[stanza('bash', '1'), stanza('bash', '2'), stanza('toString', '1'), stanza('zsh', '1')].join('\n\n')}\n`;
const replacements = new Map<string, { sha256: string; size: number }>();

test('of an index only the locked packages are left, in their locked versions', () => {
  expect(reduceIndex(index, { packages: { bash: '2', zsh: '1' }, replacements })).toBe(
    `${stanza('bash', '2')}\n\n${stanza('zsh', '1')}\n\n`,
  );
});

test('an index without any of them is empty', () => {
  expect(reduceIndex(index, { packages: {}, replacements })).toBe('');
});

test('a package that is served in another form has the size and digest of that, and no other digest', () => {
  const text = stanza('bash', '1', '\nSize: 1\nMD5sum: a\nSHA256: old\nDescription: a shell\n');
  const changed = new Map([['old', { sha256: 'new', size: 2 }]]);
  expect(reduceIndex(text, { packages: { bash: '1' }, replacements: changed })).toBe(
    `${stanza('bash', '1', '\nDescription: a shell\nSize: 2\nSHA256: new')}\n\n`,
  );
});
