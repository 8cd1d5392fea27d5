import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { textOf } from '../access';
import { define, parameter } from '../define';
import { refuseCount } from '../size';

export const split = define({
  description: 'The parts of a text between separators.',
  parameters: [parameter.string('separator'), parameter.string('str')],
  returns: Type.list(Type.string),
  call([separator, str]) {
    const by = textOf(separator);
    const parts = by === '' ? Array.from(textOf(str)) : textOf(str).split(by);
    refuseCount(parts.length);
    return Value.list(Type.string, parts.map(Value.string));
  },
});
