import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { integerOf, textOf } from '../access';
import { define, parameter } from '../define';
import { failArgument } from '../failure';
import { refuseSize } from '../size';

/** More would only be a way to fill the memory. */
const mostSpaces = 1024;

export const indent = define({
  description: 'The text with spaces before every line but the first.',
  parameters: [parameter.number('spaces'), parameter.string('str')],
  returns: Type.string,
  call([spaces, str]) {
    const count = integerOf(spaces, 0);
    if (count < 0 || count > mostSpaces) failArgument(0, `must be from 0 to ${mostSpaces}`);
    const text = textOf(str);
    refuseSize(text.length + (text.split('\n').length - 1) * count);
    return Value.string(text.replaceAll('\n', `\n${' '.repeat(count)}`));
  },
});
