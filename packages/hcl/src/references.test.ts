import { parseExpression, parseHcl } from './parse/parse';
import { references } from './references';
import type { Traversal } from './syntax/ast';

const text = ({ root, steps }: Traversal) =>
  [root, ...steps.map((step) => (step.kind === 'attribute' ? step.name : '[]'))].join('.');

test.each([
  ['var.a + local.b', ['var.a', 'local.b']],
  ['"${var.a}-${f(var.b...)}"', ['var.a', 'var.b']],
  ['[for x in var.list: x.name if x != local.skip]', ['var.list', 'local.skip']],
  ['{ for k, v in var.m: k => v.id }', ['var.m']],
  ['{ name = 1, (var.key) = 2, "${var.other}" = 3 }', ['var.key', 'var.other']],
  ['data.image.base["x"].id', ['data.image.base.[].id']],
  ['var.list[var.i].name', ['var.list', 'var.i']],
  ['var.list[*].name', ['var.list']],
])('%s refers to %j', (source, expected) => {
  expect(references(parseExpression(source, 'test').value).map(text)).toEqual(expected);
});

test('a body’s references come in source order, with their places', () => {
  const { value } = parseHcl('a {\n  x = var.b\n}\ny = var.a\n', 'test.hcl');
  const found = references(value);
  expect(found.map(text)).toEqual(['var.b', 'var.a']);
  expect(found[0]?.range).toMatchObject({
    file: 'test.hcl',
    start: { line: 2, column: 7 },
    end: { line: 2, column: 12 },
  });
});
