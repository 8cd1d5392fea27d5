import { getLines, getUnmet, parsePattern } from './pattern';

const unmet = (text: string, ...patterns: readonly string[]) =>
  getUnmet(patterns.map(parsePattern), text).map(({ written }) => written);

test.each([
  ['a text in a line', 'one two\nthree', ['two', 'three'], []],
  ['a text that no line may have', 'one two', ['!two', '!three'], ['!two']],
  ['an expression for a line', 'one\ntwo', ['/^t.o$/', '/^e/'], ['/^e/']],
  ['an expression that no line may fit', 'one\ntwo', ['!/^two$/', '!/^three$/'], ['!/^two$/']],
  ['an expression with flags', 'One', ['/one/i', '!/ONE/i'], ['!/ONE/i']],
  ['an escaped mark', 'a !b', ['\\!b', '\\!c'], ['\\!c']],
  ['no line at all', '', ['!/./', 'x'], ['x']],
  ['an empty pattern', '', ['', '!x'], []],
  ['line ends of Windows', 'one\r\ntwo\r\n', ['/^one$/', '/^two$/'], []],
  ['a path, which is no expression', 'see /etc/x', ['/etc/x'], []],
] as const)('%s', (_, text, patterns, expected) => {
  expect(unmet(text, ...patterns)).toEqual(expected);
});

test.each([
  ['/(?i)one/', 'ONE'],
  ['/(?P<name>o)ne/', 'one'],
  ['/^[[:alpha:]]+[[:digit:]]$/', 'one1'],
  ['/\\Aone\\z/', 'one'],
  ['/\\-one/', '-one'],
  ['/\\p{Greek}/', 'λ'],
])('%s is read as Go reads it', (pattern, line) => {
  expect(unmet(line, pattern)).toEqual([]);
});

test('an expression that is none is refused', () => {
  expect(() => parsePattern('/(/')).toThrow(SyntaxError);
});

test('the end of the last line begins no other', () => {
  expect(getLines('a\n\nb\n')).toEqual(['a', '', 'b']);
});
