import { matchYaml } from '../testing/read-matcher';
import type { Json } from './json';

/* The first half of each table is from goss's documentation (docs/gossfile.md, "Matchers"). */

test.each<[string, Json]>([
  ['foo', 'foo'],
  ["'55'", 55],
  ['42', '42'],
  ['42.0', 42],
  ['true', true],
  ['[group1, group2]', ['group1', 'group2', 'group3']],
  ['{have-prefix: "4"}', 42],
  ['{have-suffix: "2"}', 42],
  ["{match-regexp: '\\d{2}'}", 42],
  ["{contain-substring: '2'}", 42],
  ['{gt: 40}', '42'],
  ['{ge: 42}', ' 42\n'],
  ['{lt: 45}', 42],
  ['{le: 42}', ['42']],
  ['{contain-elements: [foo, bar]}', ['foo', 'bar', 'moo']],
  ['{equal: [foo, bar, moo]}', ['foo', 'bar', 'moo']],
  ['{consist-of: [foo, {have-prefix: m}, bar]}', ['foo', 'bar', 'moo']],
  ['{contain-element: {have-prefix: b}}', ['foo', 'bar', 'moo']],
  ['{have-len: 3}', 'foo'],
  ['{have-len: 1}', [1]],
  ['{have-key: foo}', { foo: 1 }],
  ['{have-key: {have-prefix: f}}', { foo: 1 }],
  ['{not: FAIL}', 'OK'],
  ['{and: [{gt: 1}, {lt: 3}]}', 2],
  ['{or: [1, 2]}', 2],
  ['{semver-constraint: ">1.0.0 <2.0.0 !=1.5.0"}', ['1.0.1', '1.9.9']],
  ['{not: {semver-constraint: ">1.0.0 <2.0.0 !=1.5.0"}}', ['1.0.1', '1.5.0', '1.9.9']],
  ['{semver-constraint: ">5.0.0 || < 1.5.0"}', '1.0.1'],
  [
    "{gjson: {moo.nested: cow, count: {le: 25}, '@this': {have-key: foo}}}",
    '{"foo":"bar","moo":{"nested":"cow"},"count":"15"}',
  ],
  ["{gjson: {list.#: 2, list.1: b, 'a\\.b': 1}}", '{"list":["a","b"],"a.b":1}'],
  ['{have-patterns: [two, "!four"]}', 'one two\nthree'],
  // An assignment that takes the first fit would fail here.
  ['{consist-of: [{have-prefix: b}, bar]}', ['bar', 'baz']],
  ['{contain-elements: [a, b]}', 'b\na'],
  ['{equal: {a: [1, {b: null}]}}', { a: [1, { b: null }] }],
])('%s holds for %j', (expected, found) => {
  expect(matchYaml(expected, found)).toMatchObject({ passed: true, found });
});

test.each<[string, Json, object]>([
  ['foo', 'bar', { message: 'to equal', expected: 'foo' }],
  ['42', '43', { message: 'to be numerically eq', expected: 42 }],
  ['42', 'many', { error: 'A number is needed.' }],
  ['true', 'true', { message: 'to equal' }],
  ['[group1, group2, group2]', ['group1', 'group2', 'group3'], { missing: ['group2'] }],
  ['{consist-of: [a]}', ['a', 'b'], { extra: ['b'] }],
  ['{equal: [a, b]}', ['b', 'a'], { message: 'to equal' }],
  ['{not: foo}', 'foo', { message: 'not to equal' }],
  ['{and: [{gt: 1}, {lt: 3}]}', 5, { message: 'to be numerically lt', expected: 3 }],
  ['{or: [1, 2]}', 3, { message: 'to satisfy at least one of' }],
  ['{have-len: 1}', true, { error: expect.stringContaining('list') }],
  ['{have-key: a}', 'a', { error: 'A map is needed.' }],
  ['{semver-constraint: ">=1.0.0"}', '1.0.0-rc.1', { message: 'to satisfy semver constraint' }],
  ['{semver-constraint: ">=1.0.0"}', '1:2.3-4', { error: expect.stringContaining('1.2.3') }],
  ['{gjson: {a: 1}}', 'no JSON', { error: 'This is no valid JSON.' }],
  ['{gjson: {a.b: 1}}', '{"a":{}}', { error: 'Nothing is at a.b in the JSON.' }],
  ['{gjson: {a: 1}}', '{"a":2}', { found: 2, expected: 1 }],
  ['{contain-element: x}', [], { message: 'to contain element matching' }],
])('%s does not hold for %j, and says how', (expected, found, told) => {
  expect(matchYaml(expected, found)).toMatchObject({ passed: false, ...told });
});

test('what cannot be compared is no success of the opposite either', () => {
  expect(matchYaml('{not: {gt: 1}}', 'many')).toMatchObject({
    passed: false,
    error: 'A number is needed.',
  });
});
