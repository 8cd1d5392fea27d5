import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { integerOf, textOf } from '../access';
import { define, parameter } from '../define';
import { fail, failArgument } from '../failure';
import type { FunctionPorts } from '../ports';

/** As Go: lower costs are not refused but stand for the usual one. */
const leastCost = 4;
const usualCost = 10;
/** The algorithm goes up to 31, which would take days; each step doubles it, and 14 takes a second or two. */
const mostCost = 14;
/** The algorithm looks at no more of a password. */
const mostBytes = 72;
const saltBytes = 16;
/** Rounds of a loop that one of the key schedule is worth: two hashes of cost 14, or 32 of cost 10, fill an evaluation. */
const roundsEach = 9;

export const createBcrypt = ({ random }: Pick<FunctionPorts, 'random'>) =>
  define({
    description: `The bcrypt hash of a text, with a new salt at each call. The cost is from ${leastCost} to ${mostCost}, ${usualCost} unless given.`,
    parameters: [parameter.string('str')],
    variadic: parameter.number('cost'),
    returns: Type.string,
    rounds: (args) => roundsEach * 2 ** costOf(args),
    call(args) {
      const text = textOf(args[0]);
      if (Buffer.byteLength(text) > mostBytes)
        return failArgument(0, `a password may have up to ${mostBytes} bytes in UTF-8`);
      const { encodeBase64, hashSync } = require('bcryptjs') as typeof import('bcryptjs');
      const cost = String(costOf(args)).padStart(2, '0');
      const salt = encodeBase64([...random(saltBytes)], saltBytes);
      return Value.string(hashSync(text, `$2a$${cost}$${salt}`));
    },
  });

function costOf([, cost, extra]: readonly Value[]): number {
  if (extra) return fail('bcrypt() takes no more than two arguments');
  const given = cost ? integerOf(cost, 1) : usualCost;
  if (given > mostCost)
    return failArgument(1, `cost ${given} is too large: allowed are ${leastCost} to ${mostCost}`);
  return given < leastCost ? usualCost : given;
}
