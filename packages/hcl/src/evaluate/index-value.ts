import { convert } from '../convert/convert';
import { type TupleType, Type } from '../types/type';
import { marked } from '../values/mark';
import { isInteger } from '../values/number/arithmetic';
import { type BigFloat, isNegative, isZero } from '../values/number/big-float';
import { type SequenceValue, Value } from '../values/value';
import type { Place } from './attribute';
import { report } from './context';

/** `value[key]`. */
export function getIndex(value: Value, key: Value, place: Place): Value {
  return marked(lookUp(value, key, place), value.sensitive || key.sensitive);
}

function lookUp(value: Value, key: Value, place: Place): Value {
  if (value.kind === 'null') {
    report(place.context, 'HCL105', {
      detail: 'This value is null, so it does not have any indices.',
      subject: place.range,
    });
    return Value.unknown(Type.dynamic);
  }
  if (key.kind === 'null') return fail(place, "Can't use a null value as an indexing key.");
  if (key.type.kind === 'dynamic') return Value.unknown(Type.dynamic);
  switch (value.type.kind) {
    case 'dynamic':
      return Value.unknown(Type.dynamic);
    case 'list':
    case 'tuple':
      return fromSequence(value, key, place);
    case 'map':
    case 'object':
      return fromMapping(value, key, place);
    case 'set':
      return fail(
        place,
        "Elements of a set are identified only by their value and don't have any separate index or key to select with, so it's only possible to perform operations across all elements of the set.",
      );
    default:
      return fail(place, 'This value does not have any indices.');
  }
}

function fail({ context, range }: Place, detail: string): Value {
  report(context, 'HCL106', { detail, subject: range });
  return Value.unknown(Type.dynamic);
}

const lead = 'The given key does not identify an element in this collection value';

function fromSequence(value: Value, key: Value, place: Place): Value {
  const converted = convert(key, Type.number);
  if (!converted.value) return fail(place, `${lead}: ${converted.problem}.`);
  if (converted.value.kind !== 'number') return unknownElement(value.type);
  const { number } = converted.value;
  if ('elements' in value) {
    const element = value.elements[positionOf(number)];
    return element ?? fail(place, `${lead}${whyNot(value, number)}.`);
  }
  return value.type.kind === 'tuple'
    ? fromUnknownTuple(value.type, number, place)
    : unknownElement(value.type);
}

/** What is wrong with an index tells how long the value is: of a sensitive one that is not said. */
function whyNot({ elements, sensitive }: SequenceValue, number: BigFloat): string {
  return sensitive ? '' : reasonOf(number, elements.length);
}

/** How long it is, and of which types its elements are, is known even so. */
function fromUnknownTuple({ elements }: TupleType, number: BigFloat, place: Place): Value {
  const type = elements[positionOf(number)];
  return type ? Value.unknown(type) : fail(place, `${lead}${reasonOf(number, elements.length)}.`);
}

/** -1 for what is no position; minus zero is zero. */
function positionOf(number: BigFloat): number {
  if (isZero(number)) return 0;
  return number.form === 'integer' ? number.value : -1;
}

function unknownElement(type: Type): Value {
  return Value.unknown('element' in type ? type.element : Type.dynamic);
}

function reasonOf(index: BigFloat, length: number): string {
  if (!isInteger(index)) {
    return ': indexing a sequence requires a whole number, but the given index has a fractional part';
  }
  if (isNegative(index)) return ': a negative number is not a valid index for a sequence';
  if (length === 0) return ': the collection has no elements';
  return ': the given index is greater than or equal to the length of the collection';
}

function fromMapping(value: Value, key: Value, place: Place): Value {
  const converted = convert(key, Type.string);
  if (!converted.value) return fail(place, `${lead}: ${converted.problem}.`);
  if (converted.value.kind !== 'string') return unknownElement(value.type);
  const name = converted.value.string;
  if ('entries' in value) {
    const found = value.entries.get(name);
    if (found) return found;
  } else {
    const type =
      value.type.kind === 'object' ? value.type.attributes.get(name) : unknownElement(value.type).type;
    if (type) return Value.unknown(type);
  }
  const numeric = value.type.kind === 'object' && key.type.kind === 'number';
  const advice = numeric
    ? ' An object only supports looking up attributes by name, not by numeric index.'
    : '';
  return fail(place, `${lead}.${advice}`);
}
