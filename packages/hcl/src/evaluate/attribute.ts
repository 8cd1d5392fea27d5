import { type Range, suggest } from '@strata/diagnostics';
import type { HclCode } from '../codes';
import { quote } from '../text/quote';
import { friendlyName } from '../types/names';
import { Type } from '../types/type';
import { marked } from '../values/mark';
import { Value } from '../values/value';
import { type Context, report } from './context';

export interface Place {
  readonly context: Context;
  readonly range: Range;
}

/** `value.name`. */
export function getAttribute(value: Value, name: string, place: Place): Value {
  return marked(lookUp(value, name, place), value);
}

function lookUp(value: Value, name: string, place: Place): Value {
  if (value.kind === 'null') {
    return fail(place, 'HCL102', 'This value is null, so it does not have any attributes.');
  }
  const { type } = value;
  switch (type.kind) {
    case 'dynamic':
      return Value.unknown(Type.dynamic);
    case 'object': {
      const attribute = type.attributes.get(name);
      if (attribute === undefined) return failToFind(name, type.attributes.keys(), place);
      return (value.kind === 'object' ? value.entries.get(name) : undefined) ?? Value.unknown(attribute);
    }
    case 'map':
      if (value.kind !== 'map') return Value.unknown(type.element);
      return (
        value.entries.get(name) ??
        fail(place, 'HCL104', `This map does not have an element with the key ${quote(name)}.`)
      );
    default:
      return fail(place, 'HCL103', adviceFor(type, name));
  }
}

function failToFind(name: string, names: Iterable<string>, { context, range }: Place): Value {
  const near = suggest(name, names);
  report(context, 'HCL103', {
    detail: `This object does not have an attribute named ${quote(name)}.`,
    subject: range,
    ...(near !== undefined && { hint: `Did you mean ${quote(near)}?` }),
  });
  return Value.unknown(Type.dynamic);
}

function fail({ context, range }: Place, code: HclCode, detail: string): Value {
  report(context, code, { detail, subject: range });
  return Value.unknown(Type.dynamic);
}

/** A list of objects is often taken for one of them. */
function adviceFor(type: Type, name: string): string {
  if (type.kind === 'list' && type.element.kind === 'object') {
    const what = type.element.attributes.has(name) ? `attribute ${quote(name)}` : 'an attribute';
    return `Can't access attributes on a list of objects. Did you mean to access ${what} for a specific element of the list, or across all elements of the list?`;
  }
  if (type.kind === 'set' && type.element.kind === 'object') {
    return "Can't access attributes on a set of objects. Did you mean to access an attribute across all elements of the set?";
  }
  if (type.kind === 'string' || type.kind === 'number' || type.kind === 'bool') {
    return `Can't access attributes on a primitive-typed value (${friendlyName(type)}).`;
  }
  return 'This value does not have any attributes.';
}
