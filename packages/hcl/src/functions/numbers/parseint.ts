import { Type } from '../../types/type';
import { rounded } from '../../values/number/big-float';
import { Value } from '../../values/value';
import { integerOf, textOf } from '../access';
import { define, parameter } from '../define';
import { failArgument } from '../failure';

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Longer texts would take minutes to turn into a number. */
const mostDigits = 100_000;

export const parseint = define({
  description: 'The whole number that a text is in the given base.',
  parameters: [parameter.any('number'), parameter.number('base')],
  returns([number]) {
    if (number?.type.kind !== 'string')
      failArgument(0, `first argument must be a string, not ${number?.type.kind}`);
    return Type.number;
  },
  call([number, base]) {
    const radix = integerOf(base, 1);
    if (radix < 2 || radix > 62) failArgument(1, 'base must be a whole number between 2 and 62 inclusive');
    const text = textOf(number);
    const value = integerFrom(text, radix);
    if (value === undefined) failArgument(0, `cannot parse "${text}" as a base ${radix} integer`);
    return Value.bigFloat(rounded(value as bigint, 0, precisionFor(value as bigint)));
  },
});

/** Whole numbers keep all their bits, 64 at least, as Go's SetInt. */
function precisionFor(value: bigint): number {
  return Math.max(64, value.toString(16).length * 4);
}

function integerFrom(text: string, radix: number): bigint | undefined {
  const digits = text.replace(/^[+-]/, '');
  if (digits === '' || digits.length > mostDigits) return undefined;
  let value = 0n;
  for (const character of radix <= 36 ? digits.toLowerCase() : digits) {
    const digit = alphabet.indexOf(character);
    if (digit < 0 || digit >= radix) return undefined;
    value = value * BigInt(radix) + BigInt(digit);
  }
  return text.startsWith('-') ? -value : value;
}
