import { Type } from '../../types/type';
import type { Value } from '../../values/value';
import { elementsOf, integerOf } from '../access';
import { define, parameter } from '../define';
import { fail, failArgument } from '../failure';

export const element = define({
  description: 'The element of a list at an index, counted around past its end.',
  parameters: [parameter.any('list', { keepsMarks: true }), parameter.number('index')],
  returns([list, index]) {
    const { type } = list as Value;
    if (type.kind === 'list') return type.element;
    if (type.kind !== 'tuple') return failArgument(0, `cannot read elements from ${type.kind}`);
    if (index?.kind !== 'number') return Type.dynamic;
    return type.elements[position(integerOf(index, 1), type.elements.length)] as Type;
  },
  call([list, index]) {
    const elements = elementsOf(list);
    return elements[position(integerOf(index, 1), elements.length)] as Value;
  },
});

function position(index: number, length: number): number {
  if (index < 0) fail('cannot use element function with a negative index');
  if (length === 0) fail('cannot use element function with an empty list');
  return index % length;
}
