import { RE2JS } from 're2js';
import { readWholeText } from './whole-text';

const simple = [
  ...['^$', '^a$', '^a*$', '^[A-Za-z0-9.:-]*$', '^[a-z][a-z0-9-]+$', '^ami-[0-9a-f]+$', '^v[0-9]\\.[0-9]+$'],
  ...['^[ab]$', '^/dev/[a-z]+$', '^[a-z]+@example\\.com$', '^[0-9][0-9]-[0-9]$', '^-+$'],
];
const texts = [
  ...[
    '',
    'a',
    'aa',
    'ab',
    'A-1.b:',
    'ami-0f',
    'ami-0g',
    'v1.20',
    'v1x20',
    '-',
    '--',
    '/dev/sda',
    '12-3',
    'a1-b',
  ],
  ...['a\n', '\na', 'a\nb', 'you@example.com', 'you@exampleXcom', 'ä', 'a\u{1f600}', '\u2028', '\ud800'],
];

test.each(simple)('%s is about a whole text, and means what it means to RE2', (pattern) => {
  const own = readWholeText(pattern);
  expect(own).toBeDefined();
  const re2 = RE2JS.compile(pattern);
  for (const text of texts) expect([text, own?.test(text)]).toEqual([text, re2.matcher(text).find()]);
});

test.each([
  ...[
    'a',
    '^a',
    'a$',
    '^a*b*$',
    '^a**$',
    '^a*?$',
    '^a?$',
    '^a{2}$',
    '^(a)$',
    '^a|b$',
    '^.$',
    '^\\d$',
    '^(?i)a$',
  ],
  ...[
    '^[^a]$',
    '^[-]$',
    '^[z-a]$',
    '^[a-z-9]$',
    '^[b-d]$',
    '^[]$',
    '^[[:alpha:]]$',
    '^[\\d]$',
    '^ä$',
    '^a$\n',
    '^^$',
    '^\\$',
  ],
])('%s is left to RE2', (pattern) => {
  expect(readWholeText(pattern)).toBeUndefined();
});

test('a long pattern is left to RE2', () => {
  expect(readWholeText(`^${'a'.repeat(1000)}$`)).toBeUndefined();
});

test('a long text that does not match is refused at once, however its pattern repeats', () => {
  const text = `${'a'.repeat(1_000_000)}!`;
  expect(readWholeText('^a[a-z]*a$')?.test(text)).toBe(false);
});
