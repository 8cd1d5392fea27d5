import { evaluate } from '../evaluate/evaluate';
import { parseHcl } from '../parse/parse';
import type { Body } from '../syntax/ast';
import { describe as show } from '../testing/golden-value';
import { Type } from '../types/type';
import { Value } from '../values/value';
import { expandDynamic } from './expand';

const scope = {
  variables: new Map<string, Value>([
    ['suites', Value.tuple([Value.string('bookworm'), Value.string('trixie')])],
    ['later', Value.unknown(Type.list(Type.string))],
  ]),
};

/** Blocks as lines: labels, values, nesting. */
function outline(body: Body, indent = ''): readonly string[] {
  return body.blocks.flatMap((block) => [
    `${indent}${[block.type, ...block.labels].join(' ')}${block.uncertain ? ' ?' : ''}`,
    ...[...block.body.attributes.values()].map(
      ({ name, expr }) => `${indent}  ${name} = ${show(evaluate(expr, scope).value)}`,
    ),
    ...outline(block.body, `${indent}  `),
  ]);
}

function expand(source: string) {
  const { value, diagnostics } = expandDynamic(parseHcl(source, 'test.hcl').value, scope);
  return { lines: outline(value), problems: diagnostics.map(({ code, detail }) => `${code} ${detail}`) };
}

test('a dynamic block becomes a block for each element, in the place where it stands', () => {
  const { lines, problems } = expand(`
    source "null" "first" {}
    dynamic "source" {
      for_each = suites
      labels   = ["rootfs", source.value]
      content {
        number = source.key
      }
    }
    source "null" "last" {}
  `);
  expect(problems).toEqual([]);
  expect(lines).toEqual([
    'source null first',
    'source rootfs bookworm',
    '  number = number: 0',
    'source rootfs trixie',
    '  number = number: 1',
    'source null last',
  ]);
});

test('inner dynamic blocks see the iterators around them', () => {
  const { lines } = expand(`
    dynamic "a" {
      for_each = ["x"]
      iterator = outer
      content {
        dynamic "b" {
          for_each = { k = outer.value }
          content {
            both = "\${outer.value}\${b.key}"
          }
        }
      }
    }
  `);
  expect(lines).toEqual(['a', '  b', '    both = string: "xk"']);
});

test('where the elements are not known yet there is one uncertain block', () => {
  const { lines } = expand('dynamic "a" {\n for_each = later\n content {\n x = a.value\n }\n}\n');
  expect(lines).toEqual(['a ?', '  x = dynamic: unknown dynamic']);
});

test.each([
  [
    'no for_each',
    'dynamic "a" {\n content {\n }\n}\n',
    'HCL406 The argument "for_each" is required, but no definition was found.',
  ],
  [
    'no content',
    'dynamic "a" {\n for_each = []\n}\n',
    'HCL403 A dynamic block must have a nested block of type "content" to describe the body of each generated block.',
  ],
  [
    'a null',
    'dynamic "a" {\n for_each = null\n content {\n }\n}\n',
    'HCL400 Cannot use a null value in for_each.',
  ],
  [
    'a number',
    'dynamic "a" {\n for_each = 1\n content {\n }\n}\n',
    'HCL400 Cannot use a number value in for_each. An iterable collection is required.',
  ],
  [
    'another argument',
    'dynamic "a" {\n for_each = []\n count = 1\n content {\n }\n}\n',
    'HCL405 An argument named "count" is not expected here. Allowed: for_each, iterator, labels.',
  ],
])('%s is a problem', (_, source, problem) => {
  expect(expand(source).problems).toEqual([problem]);
});

test('dynamic blocks in dynamic blocks make no more than memory holds', () => {
  const rings = Array.from({ length: 3 }, () => 'dynamic "a" {\nfor_each = many\ncontent {\n').join('');
  const { value } = parseHcl(`${rings}${'}\n}\n'.repeat(3)}`, 'test.hcl');
  const many = Value.list(
    Type.number,
    Array.from({ length: 500 }, (_, i) => Value.number(i)),
  );
  const { diagnostics } = expandDynamic(value, { variables: new Map([['many', many]]) });
  expect(diagnostics.map(({ code }) => code)).toEqual(['HCL407']);
});
