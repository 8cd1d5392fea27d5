import { friendlyName } from '../../types/names';
import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { elementsOf } from '../access';
import { define, parameter } from '../define';
import { failArgument } from '../failure';

export const reverse = define({
  description: 'The elements of a list in reverse order.',
  parameters: [parameter.any('list', { keepsMarks: true })],
  returns([list]) {
    const { type } = list as Value;
    if (type.kind === 'tuple') return Type.tuple([...type.elements].reverse());
    if (type.kind === 'list' || type.kind === 'set') return Type.list(type.element);
    return failArgument(0, `can only reverse list or tuple values, not ${friendlyName(type)}`);
  },
  call([list], type) {
    const elements = [...elementsOf(list)].reverse();
    return type.kind === 'list' ? Value.list(type.element, elements) : Value.tuple(elements);
  },
});
