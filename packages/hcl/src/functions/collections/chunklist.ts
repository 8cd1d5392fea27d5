import { Type } from '../../types/type';
import { isInteger } from '../../values/number/arithmetic';
import { Value } from '../../values/value';
import { elementsOf, integerOf, numberOf } from '../access';
import { define, parameter } from '../define';
import { failArgument } from '../failure';

/** In upstream's words: people search for them. */
const invalidSize =
  'invalid size: value must be a whole number, between -9223372036854775808 and 9223372036854775807';

export const chunklist = define({
  description: 'The elements of a list in lists of at most the given size; 0 is one list of all.',
  parameters: [parameter.of('list', Type.list(Type.dynamic), { keepsMarks: true }), parameter.number('size')],
  returns: ([list]) => Type.list((list as Value).type),
  call([list, size], type) {
    if (!isInteger(numberOf(size))) failArgument(1, invalidSize);
    const chunk = integerOf(size, 1);
    if (chunk < 0) failArgument(1, 'the size argument must be positive');
    const elements = elementsOf(list);
    const inner = (type as { element: { element: Type } }).element.element;
    const chunks: Value[] = [];
    const step = chunk === 0 ? Math.max(elements.length, 1) : chunk;
    for (let i = 0; i < elements.length; i += step)
      chunks.push(Value.list(inner, elements.slice(i, i + step)));
    return Value.list(Type.list(inner), chunks);
  },
});
