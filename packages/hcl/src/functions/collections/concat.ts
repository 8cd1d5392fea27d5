import { convert } from '../../convert/convert';
import { unify } from '../../convert/unify';
import { friendlyName } from '../../types/names';
import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { elementsOf } from '../access';
import { define, parameter } from '../define';
import { fail, failArgument } from '../failure';

export const concat = define({
  description: 'The elements of all lists, one list after the other.',
  parameters: [],
  variadic: parameter.any('seqs', { keepsMarks: true }),
  returns(args) {
    if (args.length === 0) fail('at least one argument is required');
    return commonList(args) ?? tupleOfAll(args);
  },
  call(args, type) {
    if (type.kind !== 'list') return Value.tuple(args.flatMap(elementsOf));
    return Value.list(
      type.element,
      args.flatMap((arg) => elementsOf(convert(arg, type).value)),
    );
  },
});

function commonList(args: readonly Value[]): Type | undefined {
  if (!args.every(({ type }) => type.kind === 'list')) return undefined;
  return unify(args.map(({ type }) => type));
}

/** As a tuple; of how many elements is unknown while one of the lists is. */
function tupleOfAll(args: readonly Value[]): Type {
  const parts = args.map(partTypes);
  if (parts.some((part) => part === undefined)) return Type.dynamic;
  return Type.tuple(parts.flatMap((part) => part ?? []));
}

function partTypes({ type, ...value }: Value, argument: number): readonly Type[] | undefined {
  if (type.kind === 'tuple') return type.elements;
  if (type.kind !== 'list') {
    return failArgument(argument, `all arguments must be lists or tuples; got ${friendlyName(type)}`);
  }
  return 'elements' in value ? value.elements.map(() => type.element) : undefined;
}
