import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { textOf } from '../access';
import { define, parameter } from '../define';
import { fail } from '../failure';
import { formatText } from './format-text';
import { FormatProblem } from './verb';

const args = parameter.any('args', { allowNull: true, allowUnknown: true, allowDynamic: true });

export const format = define({
  description: 'A text with arguments put in for %s, %d, %05.2f, %q…, as printf does.',
  parameters: [parameter.string('format')],
  variadic: args,
  returns: Type.string,
  call: ([text, ...values]) => formatted(textOf(text), values),
});

/** The text, known or not; a failure of the call when format and arguments do not fit. */
export function formatted(text: string, values: readonly Value[], lead = ''): Value {
  try {
    const result = formatText(text, values);
    return result === undefined ? Value.unknown(Type.string) : Value.string(result);
  } catch (error) {
    if (error instanceof FormatProblem) return fail(lead + error.message);
    throw error;
  }
}
