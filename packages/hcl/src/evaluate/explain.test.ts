import { createFunctions } from '../functions/registry';
import { parseExpression } from '../parse/parse';
import { emptyPorts } from '../testing/ports';
import { Type } from '../types/type';
import { Value } from '../values/value';
import { evaluate } from './evaluate';

const image = Value.object({
  name: Value.string('golden'),
  size: Value.number(2),
  tags: Value.tuple([Value.string('a')]),
  key: Value.sensitive(Value.string('hunter2')),
  id: Value.unknown(Type.string),
  text: Value.string('x'.repeat(1000)),
  nothing: Value.null(Type.string),
});

function explanationsOf(source: string): readonly string[] {
  const scope = { variables: new Map([['image', image]]), functions: createFunctions(emptyPorts) };
  const { diagnostics } = evaluate(parseExpression(source, 'test.hcl').value, scope);
  return diagnostics.flatMap(({ values = [] }) => values.map(({ name, text }) => `${name} is ${text}`));
}

test.each([
  ['upper(image.tags)', ['image.tags is tuple with 1 element']],
  ['image.size + image.name', ['image.size is 2', 'image.name is "golden"']],
  ['parseint(image.name, image.size)', ['image.name is "golden"', 'image.size is 2']],
  ['parseint(image.key, 10)', ['image.key is a sensitive value']],
  ['concat(image.id, image.name, image.name)', ['image.id is not known yet', 'image.name is "golden"']],
  ['!image.text', [`image.text is "${'x'.repeat(60)}…"`]],
  ['image.nothing + 1', ['image.nothing is null']],
  ['image + 1', ['image is object with 7 attributes']],
])('%s fails and tells on what values', (source, values) => {
  expect(explanationsOf(source)).toEqual(values);
});

test('names of a loop have the values of the round that failed', () => {
  expect(explanationsOf('[for tag in image.tags: parseint(tag, image.size)]')).toEqual([
    'tag is "a"',
    'image.size is 2',
  ]);
});

test('names without a value are left out', () => {
  expect(explanationsOf('image.nmae')).toEqual([]);
});

test('a value that is not the cause of the problem is not told', () => {
  expect(explanationsOf('"${image.name} ${parseint(image.text, 10)}"')).toEqual([
    `image.text is "${'x'.repeat(60)}…"`,
  ]);
});
