import { convert } from '../../convert/convert';
import { unify } from '../../convert/unify';
import { Type } from '../../types/type';
import { isWhollyKnown } from '../../values/inspect';
import { Value } from '../../values/value';
import { elementsOf } from '../access';
import { define, parameter } from '../define';
import { fail, failArgument } from '../failure';

/** The product grows with every factor: beyond this it is a mistake, not a set. */
const most = 100_000;

export const setproduct = define({
  description: 'All combinations of an element from each of the sets or lists.',
  parameters: [],
  variadic: parameter.any('sets', { keepsMarks: true, allowUnknown: true }),
  returns(args) {
    if (args.length < 2) fail('at least two arguments are required');
    const element = Type.tuple(args.map(elementType));
    return args.some(({ type }) => type.kind === 'set') && args.every(({ type }) => type.kind === 'set')
      ? Type.set(element)
      : Type.list(element);
  },
  call(args, type) {
    const element = (type as { element: Type }).element as Extract<Type, { kind: 'tuple' }>;
    if (!args.some(isEmpty) && args.some(({ kind }) => kind === 'unknown')) return Value.unknown(type);
    if (args.some(isEmpty)) return type.kind === 'set' ? Value.set(element, []) : Value.list(element, []);
    const count = args.reduce((product, arg) => product * elementsOf(arg).length, 1);
    if (count > most) fail(`the product would have ${count} elements, of ${most} at most`);
    if (type.kind === 'set' && !args.every(isWhollyKnown)) return Value.unknown(type);
    const combinations = args.reduce<readonly (readonly Value[])[]>(
      (all, arg, i) =>
        all.flatMap((some) =>
          elementsOf(arg).map((value) => [
            ...some,
            convert(value, element.elements[i] as Type).value ?? value,
          ]),
        ),
      [[]],
    );
    const tuples = combinations.map(Value.tuple);
    return type.kind === 'set' ? Value.set(element, tuples) : Value.list(element, tuples);
  },
});

function isEmpty(value: Value): boolean {
  return 'elements' in value && value.elements.length === 0;
}

function elementType({ type }: Value, argument: number): Type {
  if (type.kind === 'set' || type.kind === 'list') return type.element;
  if (type.kind !== 'tuple') return failArgument(argument, 'a set or a list is required');
  if (type.elements.length === 0) return Type.dynamic;
  return unify(type.elements) ?? failArgument(argument, 'all elements must be of the same type');
}
