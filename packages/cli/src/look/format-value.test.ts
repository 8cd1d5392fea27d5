import { evaluate, parseExpression, Type, Value } from '@strata/hcl';
import { formatValue } from './format-value';

function getValue(text: string): Value {
  return evaluate(parseExpression(text, 'test').value, {}).value;
}

describe('a value in the console', () => {
  it.each([
    ['a string', '"a\\"b"', 'a"b'],
    ['a whole number', '5', '5'],
    ['the greatest 64-bit integer', '9223372036854775807', '9223372036854775807'],
    ['the one after it', '9223372036854775808', '9.223372036854776e+18'],
    ['a fraction', '1/3', '0.3333333333333333'],
    ['a large fraction', '1234567.5', '1.2345675e+06'],
    ['a small fraction', '0.00001', '1e-05'],
    ['a number no double holds', '1/0', '+Inf'],
    ['minus nothing', '-0', '0'],
    ['a bool', 'true', 'true'],
    ['null', 'null', 'null'],
    ['an empty list', '[]', '[]'],
    ['an empty object', '{}', '{}'],
    ['a list', '["a", 1, null]', '[\n  "a",\n  1,\n  null,\n]'],
    ['an object, sorted and without nulls', '{ b = 1, a = "x", n = null }', '{\n  "a" = "x"\n  "b" = 1\n}'],
    ['a list inside', '{ a = [["x"]] }', '{\n  "a" = [\n    [\n      "x",\n    ],\n  ]\n}'],
    ['what Go would escape', '["é\\t\\n\\"\\u0001\\u200b"]', '[\n  "é\\t\\n\\"\\x01\\u200b",\n]'],
  ])('is shown as Packer shows %s', (_, text, expected) => {
    expect(formatValue(getValue(text))).toBe(expected);
  });

  it.each([
    ['a value', Value.unknown(Type.string), '<unknown>'],
    [
      'a value with something in it',
      Value.tuple([Value.string('a'), Value.unknown(Type.number)]),
      '<unknown>',
    ],
  ])('is unknown as a whole: %s', (_, value, expected) => {
    expect(formatValue(value)).toBe(expected);
  });

  it.each([
    ['a text', Value.string('hush'), '<sensitive>'],
    ['an empty text has nothing to hide', Value.string(''), ''],
    ['a number', Value.number(5), '<sensitive>'],
    ['null has nothing to hide', Value.null(Type.string), 'null'],
    [
      'the texts of a list',
      Value.tuple([Value.string('a'), Value.number(1)]),
      '[\n  "<sensitive>",\n  <sensitive>,\n]',
    ],
  ])('does not show what is sensitive: %s', (_, value, expected) => {
    expect(formatValue(Value.sensitive(value))).toBe(expected);
  });
});
