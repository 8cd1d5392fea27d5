import type { Range } from '@strata/diagnostics';
import { convert } from '../convert/convert';
import { evaluate } from '../evaluate/evaluate';
import { bareName } from '../evaluate/object';
import type { CallExpression, Expression, ObjectItem } from '../syntax/ast';
import type { Value } from '../values/value';
import type { Defaults } from './defaults';
import { type CollectionType, Type } from './type';
import { complain, readType, type TypeReader } from './type-expression';

/** A part of a type expression: the type, and the defaults in it if there are any. */
export interface Part {
  readonly type: Type;
  readonly defaults?: Defaults;
}

export function collectionType(kind: CollectionType['kind'], { type, defaults }: Part): Part {
  const collection: Type = { kind, element: type };
  return defaults
    ? { type: collection, defaults: { values: new Map(), children: new Map([['', defaults]]) } }
    : { type: collection };
}

/** The attributes while they are read. */
interface Attributes {
  readonly types: Map<string, Type>;
  readonly optional: Set<string>;
  readonly values: Map<string, Value>;
  readonly children: Map<string, Defaults>;
}

export function readObjectType(reader: TypeReader, arg: Expression, context: Range): Part {
  if (arg.kind !== 'object') {
    const detail =
      'Object type constructor requires a map whose keys are attribute names and whose values are the corresponding attribute types.';
    return complain(reader, detail, { subject: arg.range, context });
  }
  const attributes: Attributes = {
    types: new Map(),
    optional: new Set(),
    values: new Map(),
    children: new Map(),
  };
  for (const item of arg.items) readAttribute(reader, attributes, item);
  const { types, optional, values, children } = attributes;
  const type = Type.object(types, optional);
  return values.size + children.size > 0 ? { type, defaults: { values, children } } : { type };
}

function readAttribute(reader: TypeReader, attributes: Attributes, { key, value }: ObjectItem): void {
  const name = key.computed ? undefined : bareName(key.expr);
  if (name === undefined) {
    complain(reader, 'Object constructor map keys must be attribute names.', { subject: key.range });
    return;
  }
  if (attributes.types.has(name)) {
    complain(reader, 'Object constructor map keys must be unique.', { subject: key.range });
    return;
  }
  const modifier = value.kind === 'call' && value.name === 'optional' ? value : undefined;
  const typeExpr = modifier ? optionalType(reader, modifier) : value;
  if (typeExpr === undefined) return;
  const { type, defaults } = readType(reader, typeExpr);
  attributes.types.set(name, type);
  if (defaults) attributes.children.set(name, defaults);
  if (modifier === undefined) return;
  attributes.optional.add(name);
  const fallback = modifier.args[1] && readDefault(reader, modifier.args[1], type);
  if (fallback) attributes.values.set(name, fallback);
}

function optionalType(reader: TypeReader, { args, range }: CallExpression): Expression | undefined {
  if (args.length === 1 || args.length === 2) return args[0];
  const detail =
    args.length === 0
      ? 'Optional attribute modifier requires the attribute type as its argument.'
      : 'Optional attribute modifier expects at most two arguments: the attribute type, and a default value.';
  complain(reader, detail, { subject: range });
  return undefined;
}

/** A default is a constant: it may refer to nothing. Defaults inside of it are filled in when it is used. */
function readDefault(reader: TypeReader, expr: Expression, type: Type): Value | undefined {
  const { value, diagnostics } = evaluate(expr, {});
  reader.diagnostics.push(...diagnostics);
  if (diagnostics.length > 0) return undefined;
  const converted = convert(value, type);
  if (converted.value) return converted.value;
  const detail = `This default value is not compatible with the attribute's type constraint: ${converted.problem}.`;
  complain(reader, detail, { subject: expr.range });
  return undefined;
}
