import { type Diagnostic, hasErrors } from '@strata/diagnostics';
import { expandDynamic } from '../dynamic/expand';
import { evaluate } from '../evaluate/evaluate';
import { parseExpression } from '../parse/parse';
import { references } from '../references';
import type { Body } from '../syntax/ast';
import { describe as show } from '../testing/golden-value';
import { Type } from '../types/type';
import { parseType } from '../types/type-expression';
import { Value } from '../values/value';
import { parseJsonBody } from './body';
import { type BodyShape, contentOf } from './content';
import { literally, nativeForm } from './expression';

const scope = {
  variables: new Map<string, Value>([
    ['name', Value.string('x')],
    ['number', Value.string('12345678901234567890.25')],
    ['none', Value.null(Type.string)],
    ['later', Value.unknown(Type.string)],
    ['list', Value.tuple([Value.string('a'), Value.string('b')])],
    ['secret', Value.sensitive(Value.string('s'))],
  ]),
};

const places = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.map(({ code, subject }) => `${code} ${subject?.start.line}:${subject?.start.column}`);

/** A body as lines, read with one shape at every depth. */
function outline(body: Body, shape: BodyShape, indent = ''): readonly string[] {
  const { value } = contentOf(body, shape);
  const expanded = expandDynamic(value, scope).value;
  return [
    ...[...expanded.attributes.values()].map(
      ({ name, expr }) => `${indent}${name} = ${show(evaluate(expr, scope).value)}`,
    ),
    ...expanded.blocks.flatMap((block) => [
      `${indent}${[block.type, ...block.labels].join(' ')}${block.uncertain ? ' ?' : ''}`,
      ...outline(block.body, shape, `${indent}  `),
    ]),
  ];
}

const read = (json: unknown) => parseJsonBody(JSON.stringify(json), 'x.json').value;

describe('a property is a block when the reader knows such blocks', () => {
  const shape = { step: ['type'], source: ['type', 'name'], part: [], dynamic: ['type'] };

  test.each([
    ['an object', { part: { a: 1 } }, ['part', '  a = number: 1']],
    [
      'objects in an array',
      { part: [{ a: 1 }, { a: 2 }] },
      ['part', '  a = number: 1', 'part', '  a = number: 2'],
    ],
    ['no object at all', { part: [] }, []],
    ['null', { part: null }, []],
    ['null behind labels', { source: { a: { b: null } } }, []],
    [
      'labels as names',
      { source: { a: { b: {}, c: {} }, d: { e: {} } } },
      ['source a b', 'source a c', 'source d e'],
    ],
    [
      'labels in arrays',
      { source: [{ a: [{ b: {} }, { b: {} }] }, { a: { c: [{}, {}] } }] },
      ['source a b', 'source a b', 'source a c', 'source a c'],
    ],
    [
      'a body in pieces',
      { part: [[{ a: 1 }, { b: 2 }], { a: 3 }] },
      ['part', '  a = number: 1', '  b = number: 2', 'part', '  a = number: 3'],
    ],
    ['blocks in blocks', { part: { part: { a: 1 } } }, ['part', '  part', '    a = number: 1']],
    [
      'a comment',
      { '//': 'no ${template', part: { '//': 1, a: { '//': 2 } } },
      ['part', '  a = {//: number}: {"//": 2}'],
    ],
    ['an argument for whom it is none', { other: { a: [1] } }, ['other = {a: [number]}: {"a": [1]}']],
  ])('%s', (_, json, expected) => {
    expect(outline(read(json), shape)).toEqual(expected);
  });

  test('a name may come again, and the order of the file is the order of blocks', () => {
    const text = '{"step": {"a": {}}, "part": {}, "step": {"b": {}, "a": {}}, "step": {"c": {}}}';
    expect(outline(parseJsonBody(text, 'x.json').value, shape)).toEqual([
      'step a',
      'part',
      'step b',
      'step a',
      'step c',
    ]);
  });

  test('a file may be several objects', () => {
    expect(outline(read([{ step: { a: {} } }, { step: { b: {} } }]), shape)).toEqual(['step a', 'step b']);
  });

  test('dynamic blocks expand, one in the other', () => {
    const content = { both: '${outer.value}${part.key}' };
    const inner = { dynamic: { part: { for_each: ['z'], content } } };
    const json = {
      dynamic: {
        step: [
          { for_each: '${list}', labels: ['s-${step.value}'], content: { number: '${step.key}' } },
          { for_each: { k: 'v' }, iterator: 'outer', labels: ['t'], content: inner },
          { for_each: '${later[*]}', labels: ['u'], content: {} },
        ],
      },
    };
    expect(outline(read(json), shape)).toEqual([
      'step s-a',
      '  number = number: 0',
      'step s-b',
      '  number = number: 1',
      'step t',
      '  part',
      '    both = string: "v0"',
      'step  ?',
    ]);
  });

  test.each([
    ['a text for a block', { part: 'x' }, ['HCL521 1:9']],
    ['a number for an object', { part: [{}, 5] }, ['HCL521 1:13']],
    ['a text for labels', { source: 'x' }, ['HCL521 1:11']],
    ['a list of texts for labels', { source: { a: ['x'] } }, ['HCL521 1:17']],
    ['no labels', { source: {} }, ['HCL522 1:11']],
    ['null for labels', { source: null }, ['HCL522 1:11']],
  ])('%s is a problem', (_, json, expected) => {
    expect(places(contentOf(read(json), shape).diagnostics)).toEqual(expected);
  });

  test('an argument is given once', () => {
    const { value, diagnostics } = contentOf(
      parseJsonBody('{"a": 1,\n "a": 2, "a": 3}', 'x.json').value,
      shape,
    );
    expect(places(diagnostics)).toEqual(['HCL523 2:2', 'HCL523 2:10']);
    expect(diagnostics[0]?.detail).toBe('The argument "a" was already set at x.json:1,2-8.');
    expect(outline(value, shape)).toEqual(['a = number: 1']);
  });

  test.each([
    ['5', ['HCL520 1:1']],
    ['"x"', ['HCL520 1:1']],
    ['null', ['HCL520 1:1']],
    ['[5, {}, [{}]]', ['HCL521 1:2', 'HCL521 1:9']],
    ['[{]', ['HCL511 1:3']],
  ])('a file that is %s is told once', (text, expected) => {
    expect(places(parseJsonBody(text, 'x.json').diagnostics)).toEqual(expected);
  });
});

describe('a string where an expression stands', () => {
  const evaluated = (json: unknown) => {
    const { value, diagnostics } = evaluate(read({ v: json }).attributes.get('v')!.expr, scope);
    return { value: show(value), diagnostics };
  };

  test.each([
    ['text', 'string: "text"'],
    ['a ${name} c', 'string: "a x c"'],
    ['${list}', '[string, string]: ["a", "b"]'],
    ['${1 + 1}', 'number: 2'],
    ['$${name} %%{ if', 'string: "${name} %{ if"'],
    ['%{ if true }yes%{ else }no%{ endif }', 'string: "yes"'],
    ['line\n"quoted" ${upper}\u00e9', undefined],
    ['${"a\\n${name}"}', 'string: "a\\nx"'],
    ['{{ timestamp }}', 'string: "{{ timestamp }}"'],
    ['', 'string: ""'],
  ])('%j is a template', (text, expected) => {
    const { value, diagnostics } = evaluated(text);
    expect(expected === undefined ? diagnostics.map(({ code }) => code) : value).toEqual(
      expected ?? ['HCL100'],
    );
  });

  test('and so are names of objects', () => {
    expect(evaluated({ '${name}': 1, 'b-${name}': [true, null] }).value).toBe(
      '{b-x: [bool, dynamic], x: number}: {"b-x": [true, null dynamic], "x": 1}',
    );
    expect(evaluated({ '${later}': 1 }).value).toBe('dynamic: unknown dynamic');
    expect(evaluated({ '${secret}': 1 }).value).toContain('🔒');
  });

  test('numbers are exact', () => {
    const { value } = parseJsonBody('{"v": 12345678901234567890.25}', 'x.json');
    expect(show(evaluate(value.attributes.get('v')!.expr, scope).value)).toBe(
      'number: 12345678901234567890.25',
    );
  });

  test.each([
    ['a name that is null', { '${none}': 1 }, 'HCL524', 'Cannot use null value as an object key.'],
    [
      'a name that is a list',
      { '${list}': 1 },
      'HCL524',
      'Cannot use this expression as an object key: string required.',
    ],
    [
      'a name twice',
      { x: 1, '${name}': 2 },
      'HCL525',
      'An attribute named "x" was already defined at x.json:1,7-10.',
    ],
  ])('%s is a problem', (_, json, code, detail) => {
    expect(evaluated(json).diagnostics).toMatchObject([{ code, detail }]);
  });

  test('is text where only literal values count', () => {
    const expr = literally(read({ v: { 'a ${': ['%{ if', 1, null] } }).attributes.get('v')!.expr);
    expect(show(evaluate(expr, {}).value)).toBe(
      '{a ${: [string, number, dynamic]}: {"a ${": ["%{ if", 1, null dynamic]}',
    );
    expect(references(expr)).toEqual([]);
    const native = parseExpression('"${name}"', 'x.hcl').value;
    expect(literally(native)).toBe(native);
  });

  test('holds native syntax where a name, a type or a list is wanted', () => {
    const of = (json: unknown) => nativeForm(read({ v: json }).attributes.get('v')!.expr);
    expect(parseType(of('list(object({ a = string }))')).diagnostics).toEqual([]);
    expect(of('outer')).toMatchObject({ kind: 'traversal', traversal: { root: 'outer' } });
    expect(of(['a', 1])).toMatchObject({ kind: 'tuple', items: [{ kind: 'json' }, { kind: 'json' }] });
    expect(of('no expression (')).toMatchObject({ kind: 'json' });
    expect(of({})).toMatchObject({ kind: 'json' });
  });
});

describe('a mistake in a string is shown where it stands in the file', () => {
  const problemsOf = (text: string) => {
    const body = parseJsonBody(text, 'x.json');
    const { diagnostics } = evaluate(body.value.attributes.get('v')!.expr, scope);
    return [...body.diagnostics, ...diagnostics].map(({ code, subject }) => {
      const { start, end } = subject!;
      return `${code} ${start.line}:${start.column}/${start.byte}-${end.line}:${end.column}/${end.byte}`;
    });
  };

  test.each([
    ['an unknown name', '{"v":\n  "a ${nope}"}', ['HCL100 2:8/13-2:12/17']],
    ['behind escapes', '{"v": "\\n\\"\\u00e9 ${nope}"}', ['HCL100 1:21/20-1:25/24']],
    ['behind other letters', '{"v": "é😀 ${nope}"}', ['HCL100 1:13/16-1:17/20']],
    ['in a string in it', '{"v": "${\\"a\\\\qb\\"}"}', ['HCL022 1:13/12-1:16/15']],
    ['at its end', '{"v": "${1 +"}', ['HCL031 1:13/12-1:13/12']],
    ['an unknown name in an object’s name', '{"v": {"${nope}": 1}}', ['HCL100 1:11/10-1:15/14']],
    ['a directive without end', '{"v": "%{ if true }x"}', ['HCL070 1:21/20-1:21/20']],
  ])('%s', (_, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  test('references of every property count, be its name there before or not', () => {
    const body = parseJsonBody('{"a": "${x}", "b": {"${y}": "${z}"}, "a": "${w}"}', 'x.json').value;
    expect(references(body).map(({ root }) => root)).toEqual(['x', 'y', 'z', 'w']);
  });

  test('references have their places too', () => {
    const [found] = references(parseJsonBody('{"v": ["\\t${var.x}"]}', 'x.json').value);
    expect(found?.range.start).toEqual({ line: 1, column: 13, byte: 12 });
    expect(hasErrors(parseJsonBody('{"v": ["\\t${var.x}"]}', 'x.json').diagnostics)).toBe(false);
  });
});

describe('a body that is made to hurt', () => {
  /** More than a call may have arguments. */
  const many = 130_000;

  test.each([
    [
      'of one property again and again',
      `{${'"a": 1, '.repeat(many)}"b": 1}`,
      { attributes: 2, blocks: 0, problems: many - 1 },
    ],
    [
      'of blocks of one name again and again',
      `{${'"part": {}, '.repeat(many)}"b": 1}`,
      { attributes: 1, blocks: many, problems: 0 },
    ],
    [
      'of blocks in an array',
      `{"part": [${'{}, '.repeat(many)}{}]}`,
      { attributes: 0, blocks: many + 1, problems: 0 },
    ],
    [
      'of wrong blocks',
      `{"part": [${'1, '.repeat(many)}1]}`,
      { attributes: 0, blocks: 0, problems: many + 1 },
    ],
  ])('%s is read', (_, text, expected) => {
    const { value, diagnostics } = contentOf(parseJsonBody(text, 'x.json').value, { part: [] });
    const { attributes, blocks } = value;
    expect({ attributes: attributes.size, blocks: blocks.length, problems: diagnostics.length }).toEqual(
      expected,
    );
  });

  test('of templates as deep as JSON and expressions go is evaluated', () => {
    const depth = 198;
    const template = `\${${'['.repeat(150)}1${']'.repeat(150)}}`;
    const text = `{"v": ${'[{"k": '.repeat(depth / 2)}${JSON.stringify(template)}${'}]'.repeat(depth / 2)}}`;
    const body = parseJsonBody(text, 'x.json');
    const expr = body.value.attributes.get('v')!.expr;
    expect([...body.diagnostics, ...evaluate(expr, scope).diagnostics, ...references(expr)]).toEqual([]);
  });
});
