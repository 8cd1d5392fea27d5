import { parseExpression } from '../parse/parse';
import { Type } from '../types/type';
import { Value } from '../values/value';
import { evaluate } from './evaluate';

/** Most of the names stand for values that nobody knows yet. */
const scope = {
  variables: new Map<string, Value>([
    ['text', Value.unknown(Type.string)],
    ['number', Value.unknown(Type.number)],
    ['flag', Value.unknown(Type.bool)],
    ['list', Value.unknown(Type.list(Type.string))],
    ['anything', Value.unknown(Type.dynamic)],
    ['one', Value.list(Type.string, [Value.string('a')])],
    ['other', Value.list(Type.string, [Value.string('b')])],
  ]),
};

const resultOf = (source: string) => evaluate(parseExpression(source, 'test').value, scope);

describe('of an unknown value it is known', () => {
  test.each([
    ['that a text with a known start is not one with another', '"foo-${text}" == "bar-1"', false],
    ['that the result of an operator is not null', '(number + 1) == null', false],
    ['that a text put together is not null', '"${text}!" == null', false],
    ['between which numbers a choice lies', '(flag ? 1 : 3) < 4', true],
    ['between which numbers the sum of a choice lies', '(flag ? 1 : 3) + 10 > 10', true],
    ['how long either of two lists is', '(flag ? ["a"] : ["b", "c"]) == ["x", "y", "z"]', false],
    ['that a value of one type is none of another', 'list == 1', false],
  ])('%s', (_, source, wanted) => {
    expect(resultOf(source)).toEqual({ value: Value.bool(wanted), diagnostics: [] });
  });

  test.each([
    ['whether a text starts further on', '"foo-${text}" == "foo-bar"'],
    ['whether a last letter gets an accent', '"cafe${text}" == "café"'],
    ['whether a bare value is null', 'text == null'],
    ['which of two numbers is the greater where their ranges meet', '(flag ? 1 : 3) < 2'],
    ['anything without a type', 'anything == 1'],
  ])('but not %s', (_, source) => {
    const { value, diagnostics } = resultOf(source);
    expect(diagnostics).toEqual([]);
    expect(value.kind).toBe('unknown');
  });

  test('that a choice between lists of one length is a list of it', () => {
    expect(resultOf('flag ? one : other').value).toMatchObject({
      kind: 'list',
      elements: [{ kind: 'unknown' }],
    });
  });

  test('which elements an unknown tuple has, and which it has not', () => {
    const tuple = new Map([['pair', Value.unknown(Type.tuple([Type.string, Type.number]))]]);
    const at = (index: number) =>
      evaluate(parseExpression(`pair[${index}]`, 'test').value, { variables: tuple });
    expect(at(1)).toEqual({ value: Value.unknown(Type.number), diagnostics: [] });
    expect(at(2).diagnostics.map(({ code }) => code)).toEqual(['HCL106']);
  });
});

test('the length of a sensitive list is not told', () => {
  const secret = Value.sensitive(Value.list(Type.string, [Value.string('a')]));
  const source = parseExpression('secret[1]', 'test').value;
  const [problem] = evaluate(source, { variables: new Map([['secret', secret]]) }).diagnostics;
  expect(problem?.detail).toBe('The given key does not identify an element in this collection value.');
});
