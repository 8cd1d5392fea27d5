import { Type } from '../../types/type';
import { isWhollyKnown } from '../../values/inspect';
import { JsonProblem, readJson } from '../../values/json-read';
import { jsonText } from '../../values/json-text';
import { Value } from '../../values/value';
import { textOf } from '../access';
import { define, parameter } from '../define';
import { failArgument } from '../failure';

export const jsonencode = define({
  description: 'The value as JSON text.',
  parameters: [parameter.any('val', { allowNull: true, allowUnknown: true, allowDynamic: true })],
  returns: Type.string,
  call: ([value]) =>
    isWhollyKnown(value as Value) ? Value.string(jsonText(value as Value)) : Value.unknown(Type.string),
});

export const jsondecode = define({
  description: 'The value that a JSON text stands for.',
  parameters: [parameter.string('str')],
  returns: Type.dynamic,
  call: ([str]) => decoded(textOf(str)),
});

function decoded(text: string): Value {
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof JsonProblem) return failArgument(0, error.message);
    throw error;
  }
}
