import { graphemes } from '../../text/graphemes';
import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { integerOf, textOf } from '../access';
import { define, parameter } from '../define';

export const substr = define({
  description: 'A part of a text, counted in characters as people see them.',
  parameters: [
    parameter.string('str'),
    parameter.number('offset', { description: 'Negative: from the end.' }),
    parameter.number('length', { description: '-1: up to the end.' }),
  ],
  returns: Type.string,
  call([str, offset, length]) {
    const characters = graphemes(textOf(str));
    const given = integerOf(offset, 1);
    const count = integerOf(length, 2);
    if (count === 0) return Value.string('');
    const start = given < 0 ? Math.max(0, characters.length + given) : given;
    return Value.string(characters.slice(start, count < 0 ? undefined : start + count).join(''));
  },
});
