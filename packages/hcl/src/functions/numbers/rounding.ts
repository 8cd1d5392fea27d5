import { Type } from '../../types/type';
import { absolute, floor as roundDown, ceil as roundUp } from '../../values/number/arithmetic';
import {
  type BigFloat,
  countedPrecision,
  isNegative,
  isZero,
  safeInteger,
} from '../../values/number/big-float';
import { Value } from '../../values/value';
import { numberOf } from '../access';
import { define, parameter } from '../define';

function unary(description: string, compute: (number: BigFloat) => BigFloat) {
  return define({
    description,
    parameters: [parameter.number('num')],
    returns: Type.number,
    call: ([num]) => Value.bigFloat(compute(numberOf(num))),
  });
}

export const abs = unary('The number without its sign.', absolute);
export const ceil = unary('The closest whole number that is not smaller.', roundUp);
export const floor = unary('The closest whole number that is not greater.', roundDown);
export const signum = unary('The sign of the number: -1, 0 or 1.', (number) =>
  safeInteger(isZero(number) ? 0 : isNegative(number) ? -1 : 1, countedPrecision),
);
