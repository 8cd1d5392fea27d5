import { createFunctions } from '../functions/registry';
import { parseExpression, parseTemplate } from '../parse/parse';
import { describe as show } from '../testing/golden-value';
import { emptyPorts } from '../testing/ports';
import { Type } from '../types/type';
import { Value } from '../values/value';
import { evaluate } from './evaluate';
import type { Scope } from './scope';

const scope: Scope = {
  variables: new Map<string, Value>([
    ['name', Value.string('golden')],
    ['secret', Value.sensitive(Value.string('hunter2'))],
    ['later', Value.unknown(Type.string)],
    [
      'images',
      Value.object({
        web: Value.object({ size: Value.number(2) }),
        api: Value.object({ size: Value.number(1) }),
      }),
    ],
  ]),
  functions: createFunctions(emptyPorts),
};

function resultOf(source: string): string {
  const { value, diagnostics } = evaluate(parseExpression(source, 'test.hcl').value, scope);
  return diagnostics.length > 0
    ? diagnostics.map(({ code, detail }) => `${code} ${detail}`).join('\n')
    : show(value);
}

test.each([
  ['1 / 3', `number: 0.${'3'.repeat(154)}5`],
  ['11 % 5.1', `number: 0.8${'0'.repeat(152)}24`],
  ['length([1]) / length([1, 2, 3])', 'number: 0.33333333333333333334'],
  ['9007199254740993 + 0', 'number: 9007199254740993'],
  ['0.1 + 0.2', 'number: 0.3'],
  ['1 / 0', 'number: +Inf'],
  ['"1.5" + 1', 'number: 2.5'],
  ['1 == "1"', 'bool: false'],
  ['true ? { a = 1 } : { b = 2 }', 'map(number): {"a": 1}'],
  ['true ? [1] : ["a", "b"]', 'list(string): ["1"]'],
  ['distinct([1, "1", 1])', 'list(string): ["1"]'],
  ['[for name, image in images: "${name}${image.size}"]', '[string, string]: ["api1", "web2"]'],
  ['{ for name, image in images: image.size => name }', '{1: string, 2: string}: {"1": "api", "2": "web"}'],
  ['values(images)[*].size', '[number, number]: [1, 2]'],
  ['null[*]', '[]: []'],
  ['upper("ß")', 'string: "ß"'],
  ['sort(["\u{10000}", "\ufb00"])', 'list(string): ["\ufb00", "\u{10000}"]'],
  ['try(0 / 0, 2)', 'number: 2'],
  ['try(1 / 0, 2)', 'number: +Inf'],
  ['can(nope)', 'bool: false'],
  ['false && nope', 'bool: false'],
  ['false ? nope : 1', 'number: 1'],
  ['convert([1, 2], list(string))', 'list(string): ["1", "2"]'],
])('%s is %s', (source, expected) => {
  expect(resultOf(source)).toBe(expected);
});

describe('what is not known yet', () => {
  test.each([
    ['"${later}-x"', 'string: unknown string'],
    ['[later, 1]', '[string, number]: [unknown string, 1]'],
    ['[for x in [later]: 1]', '[number]: [1]'],
    ['later == "x" ? 1 : "a"', 'string: unknown string'],
    ['length([later])', 'number: 1'],
    ['jsonencode({ a = later })', 'string: unknown string'],
    ['try(later, "x")', 'dynamic: unknown dynamic'],
  ])('%s is %s', (source, expected) => {
    expect(resultOf(source)).toBe(expected);
  });
});

describe('a secret marks', () => {
  test.each([
    ['a text that it is part of', '"pw=${secret}"', 'string: 🔒"pw=hunter2"'],
    ['what a function makes of it', 'upper(secret)', 'string: 🔒"HUNTER2"'],
    [
      'only itself in an object',
      '{ user = name, password = secret }',
      '{password: string, user: string}: {"password": 🔒"hunter2", "user": "golden"}',
    ],
    ['what it decides', 'secret == "x" ? 1 : 2', 'number: 🔒2'],
    ['a list that is taken by it', '[for x in ["a"]: x if x != secret]', '[string]: 🔒["a"]'],
    ['JSON of what it is in', 'jsonencode([secret])', 'string: 🔒"[\\"hunter2\\"]"'],
  ])('%s', (_, source, expected) => {
    expect(resultOf(source)).toBe(expected);
  });
});

test('a name that was most likely meant is suggested, with the place of the wrong one', () => {
  const { diagnostics } = evaluate(parseExpression('upper(nmae)', 'test.hcl').value, scope);
  expect(diagnostics).toMatchObject([
    {
      code: 'HCL100',
      detail: 'There is no variable named "nmae". Did you mean "name"?',
      subject: { file: 'test.hcl', start: { line: 1, column: 7 }, end: { line: 1, column: 11 } },
    },
  ]);
});

test('all mistakes are told, not only the first', () => {
  const { diagnostics } = evaluate(parseExpression('[nope, name.x, upper()]', 'test.hcl').value, scope);
  expect(diagnostics.map(({ code }) => code)).toEqual(['HCL100', 'HCL103', 'HCL302']);
});

test('directives of a template take lines and strip marks as upstream does', () => {
  const { value } = parseTemplate('%{ for x in ["a", "b"] ~}\n- ${x}\n%{ endfor ~}\nend', 'test');
  expect(show(evaluate(value, scope).value)).toBe('string: "- a\\n- b\\nend"');
});
