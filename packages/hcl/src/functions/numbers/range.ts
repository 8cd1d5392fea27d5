import { Type } from '../../types/type';
import { add, compare } from '../../values/number/arithmetic';
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
import { fail, failArgument } from '../failure';

/** As upstream: a range is for counting, not for filling the memory. */
const most = 1024;

export const range = define({
  description: 'Numbers from a start up to but without a limit, by steps.',
  parameters: [],
  variadic: parameter.number('params'),
  returns: Type.list(Type.number),
  call(args) {
    const { start, limit, step } = boundsOf(args.map(numberOf));
    const down = isNegative(step);
    if (isZero(step)) failArgument(2, 'step must not be zero');
    const numbers: Value[] = [];
    for (
      let at = start;
      down ? compare(at, limit) > 0 : compare(at, limit) < 0;
      at = add(at, step) as BigFloat
    ) {
      if (numbers.length >= most)
        fail(
          `more than ${most} values were generated; either decrease the difference between start and end or use a smaller step`,
        );
      numbers.push(Value.bigFloat(at));
    }
    return Value.list(Type.number, numbers);
  },
});

function boundsOf(numbers: readonly BigFloat[]): { start: BigFloat; limit: BigFloat; step: BigFloat } {
  const [first, second, third] = numbers;
  if (first === undefined || numbers.length > 3) return fail('must have one, two, or three arguments');
  const start = second === undefined ? safeInteger(0, countedPrecision) : first;
  const limit = second ?? first;
  const up = compare(limit, start) >= 0;
  const step = third ?? safeInteger(up ? 1 : -1, countedPrecision);
  if (third && isNegative(third) && compare(limit, start) > 0)
    failArgument(1, 'end must be less than start when step is negative');
  if (third && !isNegative(third) && compare(limit, start) < 0)
    failArgument(1, 'end must be greater than start when step is positive');
  return { start, limit, step };
}
