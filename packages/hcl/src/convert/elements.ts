import { Type } from '../types/type';
import { hasDynamic, withoutOptional } from '../types/walk';
import type { Value } from '../values/value';
import { ConversionFailure, type Converter } from './converter';
import { findConverter } from './find';
import { unifyTypes } from './unify';

/** How to bring the parts of a tuple or object to one element type; `element` may leave that type open. */
export interface ElementPlan {
  readonly converters: readonly Converter[];
  readonly element: Type;
}

export function planElements(
  types: readonly Type[],
  element: Type,
  unsafe: boolean,
): ElementPlan | undefined {
  const target = element.kind === 'dynamic' ? openElement(types, unsafe) : element;
  if (target === undefined) return undefined;
  const known = new Map<Type, Converter>();
  const converters: Converter[] = [];
  for (const type of types) {
    const converter = known.get(type) ?? findConverter(type, { to: target, unsafe });
    if (converter === undefined) return undefined;
    known.set(type, converter);
    converters.push(converter);
  }
  return { converters, element: target };
}

/** Parts that are only known to be anything may still fit together; others must fit now. */
function openElement(types: readonly Type[], unsafe: boolean): Type | undefined {
  const unified = unifyTypes(types, unsafe);
  if (unified?.kind === 'dynamic' && !hasDynamic(types[0] as Type)) return undefined;
  return unified;
}

/** The type that converted elements turned out to have; an element type that left parts open is settled by them. */
export function settleElements(
  values: readonly Value[],
  element: Type,
  what: string,
): { readonly values: readonly Value[]; readonly element: Type } {
  if (!hasDynamic(element)) return { values, element: withoutOptional(element) };
  const types = values.map((value) => value.type);
  const first = types[0];
  if (first === undefined) return { values, element: withoutOptional(element) };
  if (types.every((type) => Type.equals(type, first))) return { values, element: first };
  const unified = unifyTypes(types, true);
  if (unified === undefined) throw new ConversionFailure(`all ${what} elements must have the same type`);
  const converted = values.map(
    (value) => findConverter(value.type, { to: unified, unsafe: true })?.(value) ?? value,
  );
  return { values: converted, element: unified };
}
