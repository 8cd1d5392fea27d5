import type { CollectionType, TupleType, Type } from '../types/type';
import { withoutOptional } from '../types/walk';
import { isWhollyKnown } from '../values/inspect';
import { type SequenceValue, Value } from '../values/value';
import type { Converter } from './converter';
import { planElements, settleElements } from './elements';
import { findConverter } from './find';

/** To a list or a set. */
export function sequenceConverter(from: Type, to: CollectionType, unsafe: boolean): Converter | undefined {
  if (from.kind === 'tuple') return tupleToCollection(from, to, unsafe);
  if (from.kind !== 'list' && from.kind !== 'set') return undefined;
  return collectionToCollection(from, to, unsafe);
}

function collectionToCollection(
  from: CollectionType,
  to: CollectionType,
  unsafe: boolean,
): Converter | undefined {
  const element = to.element.kind === 'dynamic' ? from.element : to.element;
  const converter = findConverter(from.element, { to: element, unsafe });
  if (converter === undefined) return undefined;
  return (value) => {
    const { elements } = value as SequenceValue;
    if (losesCount(from, to, value as SequenceValue))
      return Value.unknown({ ...to, element: withoutOptional(element) });
    return collection(to, elements.map(converter), element);
  };
}

/** Unknown elements of a set may turn out to be equal, so nobody knows how many elements its list has. */
function losesCount(from: CollectionType, to: CollectionType, value: SequenceValue): boolean {
  return from.kind === 'set' && to.kind === 'list' && value.elements.length > 1 && !isWhollyKnown(value);
}

function tupleToCollection(from: TupleType, to: CollectionType, unsafe: boolean): Converter | undefined {
  if (from.elements.length === 0) return () => collection(to, [], to.element);
  const plan = planElements(from.elements, to.element, unsafe);
  if (plan === undefined) return undefined;
  return (value) =>
    collection(
      to,
      (value as SequenceValue).elements.map((element, i) => plan.converters[i]!(element)),
      plan.element,
    );
}

function collection({ kind }: CollectionType, elements: readonly Value[], constraint: Type): Value {
  const { values, element } = settleElements(elements, constraint, kind);
  return kind === 'set' ? Value.set(element, values) : Value.list(element, values);
}

export function tupleToTuple(from: TupleType, to: TupleType, unsafe: boolean): Converter | undefined {
  if (from.elements.length !== to.elements.length) return undefined;
  const converters = from.elements.map((type, i) =>
    findConverter(type, { to: to.elements[i] as Type, unsafe }),
  );
  if (converters.includes(undefined)) return undefined;
  return (value) =>
    Value.tuple((value as SequenceValue).elements.map((element, i) => converters[i]!(element)));
}
