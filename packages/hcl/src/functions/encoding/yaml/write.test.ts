import { Type } from '../../../types/type';
import { Value } from '../../../values/value';
import { readYaml } from './read';
import { writeYaml } from './write';

const text = Value.string;
const words = 'words and '.repeat(10).trim();

test.each<[string, Value, string]>([
  ['a text of one line in quotes', text('a: "b" \\'), '"a: \\"b\\" \\\\"\n'],
  ['what cannot be seen as escapes', text('\t\x01\x7f\u2028\u{1f600}é'), '"\\t\\x01\\x7F\\L\\U0001F600é"\n'],
  ['a text of several lines as it is', text('a\n  b\n'), '|\n  a\n    b\n'],
  ['breaks at the end by a plus', text('a\n\n'), '|+\n  a\n\n'],
  ['a space at the start by its depth', text(' a\nb'), '|2-\n   a\n  b\n'],
  ['a text with a tab in several lines in quotes', text('a\n\tb'), '"a\\n\\tb"\n'],
  ['a text with space at the end of a line in quotes', text('a \nb'), '"a \\nb"\n'],
  [
    'a long text broken behind 80 columns',
    text(words),
    `"${'words and '.repeat(8)}words\n  and words and"\n`,
  ],
  ['a break before two spaces by a backslash', text(`${'x'.repeat(90)}  y`), `"${'x'.repeat(90)}\n  \\ y"\n`],
  ['a sequence below its key', Value.object({ a: Value.tuple([text('b')]) }), '"a":\n- "b"\n'],
  [
    'sequences in sequences',
    Value.tuple([Value.tuple([text('a'), text('b')]), Value.tuple([])]),
    '- - "a"\n  - "b"\n- []\n',
  ],
  [
    'mappings in sequences',
    Value.tuple([Value.object({ a: Value.number(1), b: Value.object({}) })]),
    '- "a": 1\n  "b": {}\n',
  ],
  [
    'a text of several lines in a mapping in a sequence',
    Value.tuple([Value.object({ a: text('x\ny'), b: Value.null(Type.string) })]),
    '- "a": |-\n    x\n    y\n  "b": null\n',
  ],
  ['a key of several lines behind a mark', Value.object({ 'a\nb': text('c') }), '? |-\n  a\n  b\n: "c"\n'],
  [
    'a long key behind a mark',
    Value.object({ ['k'.repeat(129)]: Value.tuple([text('c')]) }),
    `? "${'k'.repeat(129)}"\n: - "c"\n`,
  ],
  [
    'a long key that is short enough on one line',
    Value.object({ ['k '.repeat(64)]: Value.bool(true) }),
    `"${'k '.repeat(64)}": true\n`,
  ],
])('writes %s', (_, value, expected) => {
  expect(writeYaml(value)).toBe(expected);
});

test.each([
  'plain',
  'a\n\n b\n',
  '\n',
  ' \n ',
  'x\r\ny',
  '---\n...\n',
  `${'long '.repeat(100)}\n${'long '.repeat(100)}end`,
  'tab\tand "quotes" and \\ and \u0085 and \u2029 and \u{10ffff}',
  '# no comment',
  '&a *b !c',
])('what was written of %j reads the same', (content) => {
  const value = Value.object({
    [content]: Value.tuple([text(content), Value.object({ [content]: text(content) })]),
  });
  expect(readYaml(writeYaml(value))).toEqual(value);
});
