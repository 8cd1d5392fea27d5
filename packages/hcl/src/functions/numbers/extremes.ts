import { Type } from '../../types/type';
import { compare } from '../../values/number/arithmetic';
import { Value } from '../../values/value';
import { numberOf } from '../access';
import { define, parameter } from '../define';
import { fail } from '../failure';

function extreme(description: string, better: (order: number) => boolean) {
  return define({
    description,
    parameters: [],
    variadic: parameter.number('numbers'),
    returns: Type.number,
    call(args) {
      if (args.length === 0) fail('must pass at least one number');
      const numbers = args.map(numberOf);
      return Value.bigFloat(
        numbers.reduce((best, number) => (better(compare(number, best)) ? number : best)),
      );
    },
  });
}

export const max = extreme('The greatest of the numbers.', (order) => order > 0);
export const min = extreme('The smallest of the numbers.', (order) => order < 0);
