import { Type } from '../../types/type';
import { textOf } from '../access';
import { define, parameter } from '../define';
import { fail } from '../failure';

export const yamldecode = define({
  description: 'The value that a YAML document of up to 50,000 lines stands for.',
  parameters: [parameter.string('src')],
  returns: Type.dynamic,
  call([src]) {
    // 70 modules that few templates need: loaded when one calls for them.
    const { readYaml, YamlProblem } = require('./yaml/read') as typeof import('./yaml/read');
    try {
      return readYaml(textOf(src));
    } catch (error) {
      if (error instanceof YamlProblem) return fail(error.message);
      throw error;
    }
  },
});
