import { Type } from '../../types/type';
import { isWhollyKnown } from '../../values/inspect';
import { Value } from '../../values/value';
import { define, parameter } from '../define';
import { failArgument } from '../failure';
import { YamlProblem } from './yaml/problem';
import { writeYaml } from './yaml/write';

export const yamlencode = define({
  description: 'The value as a YAML document.',
  parameters: [parameter.any('value', { allowNull: true, allowDynamic: true })],
  returns: Type.string,
  call: ([value]) =>
    isWhollyKnown(value as Value) ? Value.string(written(value as Value)) : Value.unknown(Type.string),
});

function written(value: Value): string {
  try {
    return writeYaml(value);
  } catch (error) {
    if (error instanceof YamlProblem) return failArgument(0, error.message);
    throw error;
  }
}
