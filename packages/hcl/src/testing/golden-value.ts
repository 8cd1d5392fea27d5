import { Type } from '../types/type';
import { parseNumber } from '../values/number/parse';
import { toText } from '../values/number/text';
import { refined } from '../values/refine';
import type { Bound } from '../values/refinement';
import { Value } from '../values/value';
import { readRefinement } from './golden-refinement';

/** A type as the golden files write it: `["list", "string"]`. */
export type GoldenType = string | readonly [string, ...unknown[]] | null;
/** A value as the golden files write it, beside its type. */
export interface GoldenValue {
  readonly $value: { readonly type?: GoldenType; readonly v: unknown };
}

export function readType(golden: GoldenType): Type {
  if (golden === null || typeof golden === 'string') return simpleTypes[golden ?? 'dynamic'] ?? Type.dynamic;
  const [kind, first, optional] = golden as [string, never, string[] | undefined];
  switch (kind) {
    case 'list':
    case 'set':
    case 'map':
      return { kind, element: readType(first) };
    case 'tuple':
      return Type.tuple((first as GoldenType[]).map(readType));
    case 'object':
      return Type.object(
        new Map(
          Object.entries(first as Record<string, GoldenType>).map(([name, type]) => [name, readType(type)]),
        ),
        optional ?? [],
      );
    default:
      return Type.capsule(String(first));
  }
}

const simpleTypes: Readonly<Record<string, Type>> = {
  string: Type.string,
  number: Type.number,
  bool: Type.bool,
  dynamic: Type.dynamic,
};

export function readValue({ $value }: GoldenValue): Value {
  if ($value.type === undefined) return Value.null(Type.dynamic);
  return readPart($value.v, readType($value.type));
}

function readPart(v: unknown, type: Type): Value {
  if (typeof v === 'string') return Value.string(v);
  if (typeof v === 'boolean') return Value.bool(v);
  const part = v as Record<string, unknown>;
  if ('nil' in part) return Value.null(Type.dynamic);
  if ('num' in part) return Value.bigFloat(parseNumber(String(part.num))!);
  if ('null' in part) return Value.null(readType(part.null as GoldenType));
  if ('unknown' in part) return readUnknown(part);
  if ('capsule' in part && type.kind === 'capsule') return Value.capsule(type, part.capsule);
  if ('marks' in part) return Value.sensitive(readPart(part.of, type));
  return readComposite(part, type);
}

function readUnknown({ unknown, go }: Record<string, unknown>): Value {
  const type = readType(unknown as GoldenType);
  return typeof go === 'string' ? refined(type, readRefinement(go)) : Value.unknown(type);
}

function readComposite(part: Record<string, unknown>, type: Type): Value {
  const elementType = (i: number | string): Type => {
    if ('element' in type) return type.element;
    if (type.kind === 'tuple') return type.elements[i as number] as Type;
    return (type.kind === 'object' ? type.attributes.get(i as string) : undefined) ?? Type.dynamic;
  };
  const elements = (part.list ?? part.set ?? part.tuple) as unknown[] | undefined;
  const values = elements?.map((element, i) => readPart(element, elementType(i)));
  if (values)
    return type.kind === 'list'
      ? Value.list(type.element, values)
      : type.kind === 'set'
        ? Value.set(type.element, values)
        : Value.tuple(values);
  const entries = new Map(
    Object.entries((part.map ?? part.object) as Record<string, unknown>).map(([key, entry]) => [
      key,
      readPart(entry, elementType(key)),
    ]),
  );
  return type.kind === 'map' ? Value.map(type.element, entries) : Value.object(entries);
}

/** One line that two values share when they are the same in type, content and marks. */
export function describe(value: Value): string {
  return `${describeType(value.type)}: ${describePart(value, () => '')}`;
}

/** The same, with what is known of unknown parts. */
export function describeRefined(value: Value): string {
  return `${describeType(value.type)}: ${describePart(value, describeRange)}`;
}

export function describeType(type: Type): string {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return `${type.kind}(${describeType(type.element)})`;
    case 'tuple':
      return `[${type.elements.map(describeType).join(', ')}]`;
    case 'object':
      return `{${[...type.attributes].map(([name, of]) => `${name}${type.optional.has(name) ? '?' : ''}: ${describeType(of)}`).join(', ')}}`;
    case 'capsule':
      return `capsule ${type.name}`;
    default:
      return type.kind;
  }
}

type Describe = (value: Extract<Value, { kind: 'unknown' }>) => string;

function describeRange({ refinement = {} }: Extract<Value, { kind: 'unknown' }>): string {
  const { notNull, prefix, lower, upper, minLength, maxLength } = refinement;
  const bound = (sign: string, of: Bound | undefined) =>
    of ? ` ${sign}${of.inclusive ? '=' : ''} ${toText(of.number)}` : '';
  return [
    notNull ? ' never null' : '',
    prefix === undefined ? '' : ` from ${JSON.stringify(prefix)}`,
    bound('>', lower),
    bound('<', upper),
    minLength === undefined ? '' : ` at least ${minLength} long`,
    maxLength === undefined ? '' : ` at most ${maxLength} long`,
  ].join('');
}

function describePart(value: Value, describeUnknown: Describe): string {
  const mark = value.sensitive ? '🔒' : '';
  const part = (inner: Value) => describePart(inner, describeUnknown);
  switch (value.kind) {
    case 'string':
      return mark + JSON.stringify(value.string);
    case 'number':
      return mark + toText(value.number);
    case 'bool':
      return mark + String(value.bool);
    case 'null':
      return `${mark}null ${describeType(value.type)}`;
    case 'unknown':
      return `${mark}unknown ${describeType(value.type)}${describeUnknown(value)}`;
    case 'list':
    case 'set':
    case 'tuple':
      return `${mark}[${value.elements.map(part).join(', ')}]`;
    case 'map':
    case 'object':
      return `${mark}{${[...value.entries].map(([key, entry]) => `${JSON.stringify(key)}: ${part(entry)}`).join(', ')}}`;
    case 'capsule':
      return `${mark}capsule`;
  }
}
