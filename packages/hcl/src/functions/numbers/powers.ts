import { Type } from '../../types/type';
import { doublePrecision, fromDouble } from '../../values/number/big-float';
import { toDouble } from '../../values/number/double';
import { Value } from '../../values/value';
import { numberOf } from '../access';
import { define, parameter } from '../define';
import { fail } from '../failure';

/** Both go through a float64, as upstream: that is all the digits there are. */
function viaDoubles(
  description: string,
  names: readonly [string, string],
  compute: (a: number, b: number) => number,
) {
  return define({
    description,
    parameters: names.map((name) => parameter.number(name)),
    returns: Type.number,
    call([a, b]) {
      const result = compute(toDouble(numberOf(a)), toDouble(numberOf(b)));
      if (Number.isNaN(result)) fail('the result is not a number');
      return Value.bigFloat(fromDouble(result === 0 ? 0 : result, doublePrecision));
    },
  });
}

export const pow = viaDoubles('The number to the power.', ['num', 'power'], (a, b) => a ** b);
export const log = viaDoubles(
  'The logarithm of the number to the base.',
  ['num', 'base'],
  (num, base) => Math.log(num) / Math.log(base),
);
