import { reduceIndex } from './reduce';

const stanza = (name: string, version: string) =>
  `Package: ${name}\nArchitecture: amd64\nVersion: ${version}\nSize: 1`;
const index = `${[stanza('bash', '1'), stanza('bash', '2'), stanza('toString', '1'), stanza('zsh', '1')].join('\n\n')}\n`;

test('of an index only the locked packages are left, in their locked versions', () => {
  expect(reduceIndex(index, { bash: '2', zsh: '1' })).toBe(
    `${stanza('bash', '2')}\n\n${stanza('zsh', '1')}\n\n`,
  );
});

test('an index without any of them is empty', () => {
  expect(reduceIndex(index, {})).toBe('');
});
