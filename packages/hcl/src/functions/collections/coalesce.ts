import { convert } from '../../convert/convert';
import { unify } from '../../convert/unify';
import { Value } from '../../values/value';
import { define, parameter } from '../define';
import { fail } from '../failure';

const options = { allowNull: true, allowUnknown: true, allowDynamic: true } as const;

export const coalesce = define({
  description: 'The first value that is neither null nor an empty text.',
  parameters: [],
  variadic: parameter.any('vals', options),
  returns: (args) => unify(args.map(({ type }) => type)) ?? fail('all arguments must have the same type'),
  call(args, type) {
    for (const arg of args) {
      const value = convert(arg, type).value ?? arg;
      if (value.kind === 'unknown') return Value.unknown(type);
      if (value.kind === 'null' || (value.kind === 'string' && value.string === '')) continue;
      return value;
    }
    return fail('no non-null, non-empty-string arguments');
  },
});
