import { Type } from '../types/type';
import { parseNumber } from '../values/number/parse';
import { Value } from '../values/value';
import { type Parser, rangeOf, report, type Token, textOf } from './parser';

/** The value of a number token; unknown when it is none, such as `1.2.3`. */
export function numberOf(parser: Parser, token: Token): Value {
  const number = parseNumber(textOf(parser, token));
  if (number !== undefined) return Value.bigFloat(number);
  report(parser, 'HCL024', {
    detail: 'Failed to recognize the value of this number literal.',
    subject: rangeOf(parser, token),
  });
  return Value.unknown(Type.number);
}
