import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { elementsOf } from '../access';
import { define, parameter } from '../define';
import { failArgument } from '../failure';

export const values = define({
  description: 'The values of a map or object, in the byte order of their keys.',
  parameters: [parameter.any('values', { keepsMarks: true })],
  returns([map]) {
    const { type } = map as Value;
    if (type.kind === 'map') return Type.list(type.element);
    if (type.kind === 'object') return Type.tuple([...type.attributes.values()]);
    return failArgument(0, 'values() requires a map as the first argument');
  },
  call: ([map], type) =>
    type.kind === 'list' ? Value.list(type.element, elementsOf(map)) : Value.tuple(elementsOf(map)),
});
