import { convert } from '../../convert/convert';
import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { elementsOf } from '../access';
import { define, parameter } from '../define';
import { fail, failArgument } from '../failure';

const options = { allowNull: true, allowUnknown: true, allowDynamic: true } as const;

export const coalescelist = define({
  description: 'The first list that is neither null nor empty.',
  parameters: [],
  variadic: parameter.any('vals', options),
  returns(args) {
    if (args.length === 0) fail('at least one argument is required');
    if (args.some(({ kind }) => kind === 'unknown')) return Type.dynamic;
    args.forEach(({ type }, i) => {
      if (type.kind !== 'list' && type.kind !== 'tuple')
        failArgument(i, 'coalescelist arguments must be lists or tuples');
    });
    const first = args.find((arg) => arg.kind !== 'null' && elementsOf(arg).length > 0);
    return first?.type ?? Type.dynamic;
  },
  call(args, type) {
    for (const arg of args) {
      if (arg.kind === 'unknown') return Value.unknown(type);
      if (arg.kind !== 'null' && elementsOf(arg).length > 0) return convert(arg, type).value ?? arg;
    }
    return fail('no non-null arguments');
  },
});
