import { chooseVersion } from './choose-version';
import { compareVersions } from './found-version';

const now = Date.parse('2026-11-22T20:00:00Z');
const choose = (rule: Parameters<typeof chooseVersion>[0], ...names: string[]) =>
  chooseVersion(rule, { definition: 'webapp', names }, now);

test('by the date, later days are later versions, and a day has many', () => {
  expect(choose({ kind: 'date' })).toBe('2026.1122.0');
  expect(choose({ kind: 'date' }, '2026.1122.0', '2026.1122.9', '2026.1121.30')).toBe('2026.1122.10');
});

test('of a series it is the next, by number and not by letter', () => {
  const rule = { kind: 'next', major: 1, minor: 4 } as const;
  expect(choose(rule)).toBe('1.4.0');
  expect(choose(rule, '1.4.9', '1.4.10', '1.40.99', '11.4.5')).toBe('1.4.11');
});

test('one that was given is taken once', () => {
  expect(choose({ kind: 'exact', version: '2.0.0' }, '1.0.0')).toBe('2.0.0');
  expect(() => choose({ kind: 'exact', version: '2.0.0' }, '2.0.0', '10.0.0')).toThrow(
    /2\.0\.0 of webapp is in the gallery with other content.*latest is 10\.0\.0/,
  );
});

test('versions are compared by their numbers', () => {
  const names = ['1.10.0', '1.9.9', '2026.1122.0', '1.9.10', '1.9.9'];
  expect([...names].sort(compareVersions)).toEqual(['1.9.9', '1.9.9', '1.9.10', '1.10.0', '2026.1122.0']);
});
