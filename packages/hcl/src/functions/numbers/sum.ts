import { Type } from '../../types/type';
import { isWhollyKnown } from '../../values/inspect';
import { add } from '../../values/number/arithmetic';
import type { BigFloat } from '../../values/number/big-float';
import { Value } from '../../values/value';
import { elementsOf, numberOf } from '../access';
import { define, parameter } from '../define';
import { fail, failArgument } from '../failure';

export const sum = define({
  description: 'The sum of the numbers of a list.',
  parameters: [parameter.of('list', Type.list(Type.number))],
  returns: Type.number,
  call([list]) {
    if (!isWhollyKnown(list as Value)) return Value.unknown(Type.number);
    const elements = elementsOf(list);
    if (elements.length === 0) failArgument(0, 'cannot sum an empty list');
    if (elements.some(({ kind }) => kind === 'null'))
      failArgument(0, 'argument must be list, set, or tuple of number values');
    const total = elements
      .map(numberOf)
      .reduce<BigFloat | undefined>((a, b) => a && add(a, b), numberOf(Value.number(0)));
    return total === undefined ? fail("can't compute sum of opposing infinities") : Value.bigFloat(total);
  },
});
