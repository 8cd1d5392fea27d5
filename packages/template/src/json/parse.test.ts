import type { JsonNode } from './node';
import { parseJson } from './parse';

const plain = (node: JsonNode | undefined): unknown => {
  switch (node?.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(({ name, value }) => [name, plain(value)]));
    case 'array':
      return node.items.map(plain);
    case 'string':
      return node.string;
    case 'number':
      return Number(node.text);
    case 'bool':
      return node.bool;
    case 'null':
      return null;
    default:
      return undefined;
  }
};

describe('parseJson', () => {
  it.each([
    '{}',
    '[]',
    ' [1, -2.5e+3, 0, true, false, null, "a"] ',
    '{"a": {"b": [{"c": "d"}]}, "": 1}',
    '"\\u00e9\\n\\"\\\\\\/ 😀 é"',
    '{"a":"{{user `x`}}"}',
    '\r\n\t{"a"\r\n:\t1}\n',
  ])('reads %s as JSON.parse does', (text) => {
    const { value, diagnostics } = parseJson(text, 'x.json');
    expect(diagnostics).toEqual([]);
    expect(plain(value)).toEqual(JSON.parse(text));
  });

  it('steps over a byte order mark', () => {
    expect(plain(parseJson('\uFEFF{"a":1}', 'x.json').value)).toEqual({ a: 1 });
  });

  it('knows the place of every name and value, in letters and in bytes', () => {
    const { value } = parseJson('{\n  "né": "😀",\n  "b": [true]\n}', 'x.json');
    const members = value?.kind === 'object' ? value.members : [];
    expect(members[0]?.nameRange).toEqual({
      file: 'x.json',
      start: { line: 2, column: 3, byte: 4 },
      end: { line: 2, column: 7, byte: 9 },
    });
    expect(members[0]?.value.range.end).toEqual({ line: 2, column: 12, byte: 17 });
    expect(members[1]?.value.range).toEqual({
      file: 'x.json',
      start: { line: 3, column: 8, byte: 26 },
      end: { line: 3, column: 14, byte: 32 },
    });
  });

  it('tells every name that is given twice, and goes on with the first', () => {
    const { value, diagnostics } = parseJson('{"a": 1,\n"a": 2, "a": 3}', 'x.json');
    expect(plain(value)).toEqual({ a: 1 });
    expect(
      diagnostics.map(({ code, subject }) => [code, subject?.start.line, subject?.start.column]),
    ).toEqual([
      ['TPL010', 2, 1],
      ['TPL010', 2, 9],
    ]);
  });

  it('takes any number of comments', () => {
    expect(parseJson('{"_c": 1, "_c": 2}', 'x.json').diagnostics).toEqual([]);
  });

  it.each([
    ['', 'Expected a value, found the end of the file.', [1, 1]],
    ['{', 'Expected a name in double quotes, found the end of the file.', [1, 2]],
    ['{"a" 1}', 'Expected ":" after the name, found "1".', [1, 6]],
    ['{"a": 1 "b": 2}', 'Expected "," or "}", found """.', [1, 9]],
    ['[1,\n]', 'Expected a value, found "]".', [2, 1]],
    ['[1] x', 'Expected the end of the file, found "x".', [1, 5]],
    ['{a: 1}', 'Expected a name in double quotes, found "a".', [1, 2]],
    ['"a', 'Expected the end of the string, found the end of the file.', [1, 3]],
    ['"a\nb"', 'Expected the end of the string, found "\n".', [1, 3]],
    ['"\\x"', 'Expected an escape that JSON knows, found "\\".', [1, 2]],
    ['01', 'Expected a value, found "0".', [1, 1]],
    ['truely', 'Expected a value, found "t".', [1, 1]],
    ['{"a": nul}', 'Expected a value, found "n".', [1, 7]],
    ['[😀]', 'Expected a value, found "😀".', [1, 2]],
  ] as const)('shows where %j stops being JSON', (text, detail, [line, column]) => {
    const { value, diagnostics } = parseJson(text, 'x.json');
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([
      { code: 'TPL040', detail, subject: { file: 'x.json', start: { line, column } } },
    ]);
  });

  it('refuses a nesting that would exhaust the stack', () => {
    expect(parseJson('['.repeat(100_000), 'x.json').diagnostics).toMatchObject([{ code: 'TPL040' }]);
  });
});
