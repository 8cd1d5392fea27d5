import { Type } from '../types/type';
import { parseNumber } from '../values/number/parse';
import { toText } from '../values/number/text';
import { Value } from '../values/value';

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
  if ('unknown' in part) return Value.unknown(readType(part.unknown as GoldenType));
  if ('marks' in part) return Value.sensitive(readPart(part.of, type));
  return readComposite(part, type);
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
  return `${describeType(value.type)}: ${describePart(value)}`;
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

function describePart(value: Value): string {
  const mark = value.sensitive ? '🔒' : '';
  switch (value.kind) {
    case 'string':
      return mark + JSON.stringify(value.string);
    case 'number':
      return mark + toText(value.number);
    case 'bool':
      return mark + String(value.bool);
    case 'null':
    case 'unknown':
      return `${mark}${value.kind} ${describeType(value.type)}`;
    case 'list':
    case 'set':
    case 'tuple':
      return `${mark}[${value.elements.map(describePart).join(', ')}]`;
    case 'map':
    case 'object':
      return `${mark}{${[...value.entries].map(([key, entry]) => `${JSON.stringify(key)}: ${describePart(entry)}`).join(', ')}}`;
    case 'capsule':
      return `${mark}capsule`;
  }
}
