import { convert } from '../../convert/convert';
import { unify } from '../../convert/unify';
import { Type } from '../../types/type';
import { isWhollyKnown } from '../../values/inspect';
import { identityOf } from '../../values/set';
import { Value } from '../../values/value';
import { elementsOf } from '../access';
import { define, parameter } from '../define';
import { fail } from '../failure';

const set = Type.set(Type.dynamic);

/** `partial`: unknown elements do no harm. */
function defineSets(
  description: string,
  {
    partial,
    combine,
  }: {
    readonly partial: boolean;
    readonly combine: (sets: readonly (readonly Value[])[]) => readonly Value[];
  },
) {
  return define({
    description,
    parameters: [parameter.of('first_set', set, { allowDynamic: true })],
    variadic: parameter.of('other_sets', set, { allowDynamic: true }),
    returns: (args) => commonType(args),
    call(args, type) {
      if (!partial && !args.every(isWhollyKnown)) return Value.unknown(type);
      const sets = args.map((arg) => elementsOf(convert(arg, type).value ?? arg));
      return Value.set((type as { element: Type }).element, combine(sets));
    },
  });
}

/** Empty sets, of whatever type, do not decide on the type. */
function commonType(args: readonly Value[]): Type {
  const elements = args
    .filter(
      (arg) =>
        !(
          'elements' in arg &&
          arg.elements.length === 0 &&
          arg.type.kind === 'set' &&
          arg.type.element.kind === 'dynamic'
        ),
    )
    .map(({ type }) => ('element' in type ? type.element : Type.dynamic));
  if (elements.length === 0) return Type.set(Type.dynamic);
  return Type.set(unify(elements) ?? fail('given sets must all have compatible element types'));
}

export const setunion = defineSets('The elements of any of the sets.', {
  partial: true,
  combine: (sets) => sets.flat(),
});

export const setintersection = defineSets('The elements that all sets have.', {
  partial: false,
  combine: intersection,
});

function intersection([first = [], ...others]: readonly (readonly Value[])[]): readonly Value[] {
  const present = others.map((elements) => new Set(elements.map(identityOf)));
  return first.filter((element) => present.every((identities) => identities.has(identityOf(element))));
}
