import { cleanName } from './names';

test.each([
  ['nightly: 3/4', 'nightly--3-4'],
  ['kiel-ü_.', 'kiel'],
  ['größe', 'gr----e'],
])('%s is cleaned to %s, byte by byte', (name, cleaned) => {
  expect(cleanName(name)).toBe(cleaned);
});
