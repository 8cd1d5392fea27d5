import { Type } from '../../types/type';
import { isWhollyKnown } from '../../values/inspect';
import { JsonProblem, readJson } from '../../values/json-read';
import { jsonText } from '../../values/json-text';
import { refined } from '../../values/refine';
import { Value } from '../../values/value';
import { textOf } from '../access';
import { define, parameter } from '../define';
import { failArgument } from '../failure';
import { prefixFor, typeOfStart } from './json-start';

export const jsonencode = define({
  description: 'The value as JSON text.',
  parameters: [parameter.any('val', { allowNull: true, allowUnknown: true, allowDynamic: true })],
  returns: Type.string,
  call: ([value]) =>
    isWhollyKnown(value as Value)
      ? Value.string(jsonText(value as Value))
      : refined(Type.string, { notNull: true, prefix: prefixFor(value as Value) }),
});

export const jsondecode = define({
  description: 'The value that a JSON text stands for.',
  parameters: [parameter.string('str', { allowUnknown: true })],
  returns: Type.dynamic,
  call: ([str]) => (str?.kind === 'unknown' ? Value.unknown(typeOfStart(str)) : decoded(textOf(str))),
});

function decoded(text: string): Value {
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof JsonProblem) return failArgument(0, error.message);
    throw error;
  }
}
