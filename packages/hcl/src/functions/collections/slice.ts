import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { elementsOf, integerOf } from '../access';
import { define, parameter } from '../define';
import { failArgument } from '../failure';

export const slice = define({
  description: 'The elements of a list from one index up to but without another.',
  parameters: [
    parameter.any('list', { keepsMarks: true }),
    parameter.number('start_index'),
    parameter.number('end_index'),
  ],
  returns([list, start, end]) {
    const { type } = list as Value;
    if (type.kind === 'set') {
      failArgument(
        0,
        'cannot slice a set, because its elements do not have indices; explicitly convert to a list if the ordering of the result is not important',
      );
    }
    if (type.kind === 'list') return type;
    if (type.kind !== 'tuple') return failArgument(0, 'must be a list or tuple value');
    if (start?.kind !== 'number' || end?.kind !== 'number') return Type.dynamic;
    const { from, to } = bounds(start, end, type.elements.length);
    return Type.tuple(type.elements.slice(from, to));
  },
  call([list, start, end], type) {
    const elements = elementsOf(list);
    const { from, to } = bounds(start as Value, end as Value, elements.length);
    const part = elements.slice(from, to);
    return type.kind === 'list' ? Value.list(type.element, part) : Value.tuple(part);
  },
});

function bounds(start: Value, end: Value, length: number): { readonly from: number; readonly to: number } {
  const from = integerOf(start, 1);
  const to = integerOf(end, 2);
  if (from < 0) failArgument(1, 'start index must not be less than zero');
  if (to < 0) failArgument(2, 'end index must not be less than zero');
  if (from > length) failArgument(1, 'start index must not be greater than the length of the list');
  if (to > length) failArgument(2, 'end index must not be greater than the length of the list');
  if (to < from) failArgument(2, 'end index must be greater than or equal to start index');
  return { from, to };
}
