import { Type } from '../../types/type';
import { textOf } from '../access';
import { define, parameter } from '../define';
import { failArgument } from '../failure';
import { readYaml, YamlProblem } from './yaml/read';

export const yamldecode = define({
  description: 'The value that a YAML document stands for.',
  parameters: [parameter.string('src')],
  returns: Type.dynamic,
  call([src]) {
    try {
      return readYaml(textOf(src));
    } catch (error) {
      if (error instanceof YamlProblem) return failArgument(0, error.message);
      throw error;
    }
  },
});
