import type { Diagnostic } from '@strata/diagnostics';
import { toText } from '../values/number/text';
import type { JsonNode } from './node';
import { parseJson } from './parse-json';

/** The data that a node stands for, as JSON.parse gives it. */
function plain(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(({ name, value }) => [name.string, plain(value)]));
    case 'array':
      return node.items.map(plain);
    case 'string':
      return node.string;
    case 'number':
      return Number(toText(node.number));
    case 'bool':
      return node.bool;
    case 'null':
      return null;
    case 'invalid':
      return undefined;
  }
}

function placeOf({ code, subject }: Diagnostic): string {
  const { start, end } = subject ?? {};
  return `${code} ${start?.line}:${start?.column}-${end?.line}:${end?.column}`;
}

test.each([
  '{}',
  '[]',
  ' [1, -2.5e+3, 0, true, false, null, "a"] ',
  '{"a": {"b": [{"c": "d"}]}, "": 1}',
  '"\\u00e9\\n\\"\\\\\\/ 😀 é \\ud83d\\ude00"',
  '{"a":"{{user `x`}}"}',
  '\r\n\t{"a"\r\n:\t1}\n',
  '"\\\\"',
])('%s is read as JSON.parse does', (text) => {
  const { value, diagnostics } = parseJson(text, 'x.json');
  expect(diagnostics).toEqual([]);
  expect(plain(value)).toEqual(JSON.parse(text));
});

test('half of a surrogate pair is no character', () => {
  expect(parseJson('"\\ud800x\\udc00"', 'x.json').value).toMatchObject({ string: '\ufffdx\ufffd' });
});

test('numbers keep their digits', () => {
  const { value } = parseJson('123456789012345678901234567890.5', 'x.json');
  expect(value.kind === 'number' && toText(value.number)).toBe('123456789012345678901234567890.5');
});

test('every property of a name is kept, in its order', () => {
  const { value } = parseJson('{"a": 1, "b": 2, "a": 3}', 'x.json');
  expect(value.kind === 'object' && value.members.map(({ name }) => name.string)).toEqual(['a', 'b', 'a']);
});

test('a name and a value have their place, in letters and in bytes', () => {
  const { value } = parseJson('{\n  "né": "😀",\n\t"b": [true]\n}', 'x.json');
  const members = value.kind === 'object' ? value.members : [];
  expect(members[0]?.name.range).toEqual({
    file: 'x.json',
    start: { line: 2, column: 3, byte: 4 },
    end: { line: 2, column: 7, byte: 9 },
  });
  expect(members[0]?.value.range.end).toEqual({ line: 2, column: 12, byte: 17 });
  expect(members[1]?.value.range).toEqual({
    file: 'x.json',
    start: { line: 3, column: 7, byte: 25 },
    end: { line: 3, column: 13, byte: 31 },
  });
});

test('a byte order mark is stepped over and counted', () => {
  const { value, diagnostics } = parseJson('\ufeff{"a":1}', 'x.json');
  expect([plain(value), diagnostics]).toEqual([{ a: 1 }, []]);
  expect(value.range.start).toEqual({ line: 1, column: 1, byte: 3 });
});

describe('what is wrong is told at its place', () => {
  test.each([
    ['nothing', '', ['HCL502 1:1-1:1']],
    ['a trailing comma in an object', '{"a": 1,}', ['HCL508 1:8-1:9']],
    ['a trailing comma in an array', '[1,\n2,\n]', ['HCL509 2:2-2:3']],
    ['a missing comma in an object', '{"a": 1\n"b": 2}', ['HCL513 2:1-2:4']],
    ['missing commas in an array', '[1 2 3]', ['HCL513 1:4-1:5', 'HCL513 1:6-1:7']],
    ['a missing comma before anything else', '{"a": 1 true}', ['HCL513 1:9-1:13']],
    ['single quotes', "{'a': 1, 'b': 2}", ['HCL505 1:2-1:3', 'HCL505 1:10-1:11']],
    ['single quotes around a value', '{"a": \'b\', "c": 1}', ['HCL503 1:7-1:8']],
    ['a name without quotes', '{a: 1}', ['HCL505 1:2-1:3']],
    ['a name that is a number', '{1: 1}', ['HCL505 1:2-1:3']],
    ['an unclosed string', '{"a": "b\n}', ['HCL516 1:7-1:9']],
    ['an unclosed name', '{"a: 1\n}', ['HCL516 1:2-1:7']],
    ['a string that the end of the file leaves open', '["a\\"', ['HCL516 1:2-1:6']],
    ['a line break in a string', '{"a": "b\nc", "d": 1}', ['HCL516 1:7-1:9']],
    ['an unclosed object', '{"a": {"b": 1}', ['HCL510 1:1-1:2']],
    ['an unclosed array', '[[1]', ['HCL510 1:1-1:2']],
    ['several unclosed: the innermost', '{"a": [{"b": 1', ['HCL510 1:8-1:9']],
    ['an opening brace alone', '{', ['HCL510 1:1-1:2']],
    ['a name alone', '{"a"', ['HCL507 1:5-1:5']],
    ['an object that a bracket closes', '{"a": 1]', ['HCL511 1:8-1:9']],
    ['an array that a brace closes', '[1}', ['HCL512 1:3-1:4']],
    ['a bracket that closes what is around', '[{"a": 1], 2', ['HCL511 1:9-1:10']],
    ['an unknown escape', '"a\\qb\\zc"', ['HCL516 1:3-1:5', 'HCL516 1:6-1:8']],
    ['an escape without its digits', '"é\\u12"', ['HCL516 1:3-1:7']],
    ['a word of JavaScript', '{"a": NaN}', ['HCL517 1:7-1:10']],
    ['a word that is nearly one', '[tru, False]', ['HCL517 1:2-1:5', 'HCL517 1:7-1:12']],
    ['minus infinity', '[-Infinity, 1]', ['HCL515 1:2-1:11']],
    [
      'numbers that are none of JSON’s',
      '[01, .5, 1., +1, 0x10, 1_000]',
      [
        'HCL515 1:2-1:4',
        'HCL515 1:6-1:8',
        'HCL515 1:10-1:12',
        'HCL515 1:14-1:16',
        'HCL515 1:18-1:22',
        'HCL515 1:24-1:29',
      ],
    ],
    ['a number beyond all digits', '1e1000000000', ['HCL515 1:1-1:13']],
    ['an equals sign', '{"a" = 1, "b" = 2}', ['HCL507 1:6-1:7', 'HCL507 1:15-1:16']],
    ['no colon', '{"a" 1, "b" {}}', ['HCL507 1:6-1:7', 'HCL507 1:13-1:14']],
    ['braces for brackets', '{"a", "b"}', ['HCL506 1:5-1:6']],
    ['braces for brackets, with a comma at the end', '{"a",}', ['HCL506 1:5-1:6']],
    ['brackets for braces', '["a": 1]', ['HCL514 1:5-1:6']],
    ['no value', '{"a": , "b": }', ['HCL503 1:7-1:8', 'HCL500 1:14-1:15']],
    ['a comment', '{\n// x\n"a": 1}', ['HCL505 2:1-2:2']],
    ['more after the value', '{} {}', ['HCL504 1:4-1:5']],
    ['a closing bracket alone', ']', ['HCL501 1:1-1:2']],
    ['a character of its own', '{"a": 😀}', ['HCL503 1:7-1:8']],
    [
      'mistakes in several places',
      '{"a": [1,], "b": {"c": tru}, "d" 1}',
      ['HCL509 1:9-1:10', 'HCL517 1:24-1:27', 'HCL507 1:34-1:35'],
    ],
  ])('%s', (_, text, expected) => {
    expect(parseJson(text, 'x.json').diagnostics.map(placeOf)).toEqual(expected);
  });

  test.each([
    ['{a: 1}', 'Write "a", with its quotes.'],
    ["['a']", 'Strings stand in double quotes in JSON.'],
    ['[] // x', undefined],
    ['{/* x */}', 'JSON has no comments; a property named "//" is read as one.'],
    ['[${var.x}]', 'An expression stands in a string: "${var.name}".'],
  ])('with the next step: %s', (text, hint) => {
    expect(parseJson(text, 'x.json').diagnostics.map((one) => one.hint)).toEqual([hint]);
  });
});

test('what stands before and after a mistake stays', () => {
  const { value } = parseJson('{"a": 1, "b": {"c": 2, d: 3, "e": 4}, "f": [1, 2,], "g": flase}', 'x.json');
  expect(plain(value)).toEqual({ a: 1, b: { c: 2, e: 4 }, f: [1, 2], g: undefined });
});

describe('a text that is made to hurt', () => {
  test.each([
    ['brackets', '['.repeat(100_000)],
    ['braces', '{"a":'.repeat(100_000)],
    ['closed ones', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ])('of nested %s gets one diagnostic', (_, text) => {
    expect(parseJson(text, 'x.json').diagnostics.map(({ code }) => code)).toEqual(['HCL005']);
  });

  test('of 10 MB in one string is read', () => {
    const long = 'é\\n'.repeat(2_500_000);
    const { value, diagnostics } = parseJson(`"${long}"`, 'x.json');
    expect(diagnostics).toEqual([]);
    expect(value.range.end).toMatchObject({ line: 1, column: 7_500_003, byte: 10_000_002 });
  });

  test('of nothing but mistakes is told a thousand of them', () => {
    expect(parseJson(`[${'x,'.repeat(100_000)}]`, 'x.json').diagnostics).toHaveLength(1000);
  });

  test('of 10 MB that no quote closes is told once', () => {
    expect(parseJson(`{"a": "${'\\"'.repeat(5_000_000)}`, 'x.json').diagnostics).toHaveLength(1);
  });
});
