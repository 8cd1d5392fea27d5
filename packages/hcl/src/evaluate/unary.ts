import { convert } from '../convert/convert';
import { Type } from '../types/type';
import { marked } from '../values/mark';
import { Value } from '../values/value';
import { type Evaluator, report } from './context';
import { evaluateIn } from './evaluate';
import { invert, nullOperand } from './operations';

export const evaluateUnary: Evaluator<'unary'> = ({ operator, operand, range }, context) => {
  const type = operator === '-' ? Type.number : Type.bool;
  const before = context.diagnostics.length;
  const given = evaluateIn(operand, context);
  const { value, problem } = convert(given, type);
  if (problem !== undefined) {
    const detail = `Unsuitable value for unary operand: ${problem}.`;
    report(context, 'HCL107', { detail, subject: operand.range, context: range });
  }
  if (value === undefined || context.diagnostics.length > before) return Value.unknown(type);
  if (value.kind === 'null') {
    report(context, 'HCL108', { detail: `Error during operation: ${nullOperand}.`, subject: range });
    return Value.unknown(type);
  }
  return marked(invert(value, type), value);
};
