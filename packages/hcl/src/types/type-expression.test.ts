import { parseExpression } from '../parse/parse';
import { parseType } from './type-expression';

const read = (source: string) => parseType(parseExpression(source, 'test').value);

test('true, false and null are names of attributes like others', () => {
  const { value, diagnostics } = read('object({ true = bool, null = string })');
  expect(diagnostics).toEqual([]);
  expect(value.type.kind === 'object' && [...value.type.attributes.keys()]).toEqual(['null', 'true']);
});

test('an attribute is said once', () => {
  const { value, diagnostics } = read('object({ a = string, a = number })');
  expect(diagnostics.map(({ detail, subject }) => [detail, subject?.start.column])).toEqual([
    ['Object constructor map keys must be unique.', 22],
  ]);
  expect(value.type.kind === 'object' && value.type.attributes.get('a')?.kind).toBe('string');
});
