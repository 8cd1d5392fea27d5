import type { Checked, Diagnostic, Range } from '@strata/diagnostics';
import { problem } from '../codes';
import { nativeForm } from '../json/expression';
import type { CallExpression, Expression } from '../syntax/ast';
import { quote } from '../text/quote';
import type { Value } from '../values/value';
import { applyDefaults, type Defaults } from './defaults';
import { collectionType, type Part, readObjectType } from './object-type';
import { Type } from './type';

/** A type with the defaults that its optional attributes have. */
export interface TypeConstraint {
  readonly type: Type;
  /** Fills in what optional attributes leave out; to be called before `convert`. */
  readonly applyDefaults: (value: Value) => Value;
  /** What is filled in, where anything is. */
  readonly defaults?: Defaults;
}

/** Reads a type expression such as `list(object({ name = string, port = optional(number, 22) }))`. */
export function parseType(expr: Expression): Checked<TypeConstraint> {
  const diagnostics: Diagnostic[] = [];
  const { type, defaults } = readType({ diagnostics }, expr);
  const apply = (value: Value) => (defaults ? applyDefaults(value, defaults) : value);
  return { value: { type, applyDefaults: apply, ...(defaults && { defaults }) }, diagnostics };
}

export interface TypeReader {
  readonly diagnostics: Diagnostic[];
}

export function complain(
  reader: TypeReader,
  detail: string,
  where: { subject: Range; context?: Range },
): Part {
  reader.diagnostics.push(problem('HCL200', { detail, ...where }));
  return { type: Type.dynamic };
}

const primitives: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['string', Type.string],
  ['number', Type.number],
  ['bool', Type.bool],
  ['any', Type.dynamic],
]);

export function readType(reader: TypeReader, given: Expression): Part {
  const expr = nativeForm(given);
  if (expr.kind === 'call') return readConstructor(reader, expr);
  const { range } = expr;
  const name =
    expr.kind === 'traversal' && expr.traversal.steps.length === 0 ? expr.traversal.root : undefined;
  if (name === undefined) return complain(reader, expected, { subject: range });
  const type = primitives.get(name);
  if (type) return { type };
  const need = needs.get(name);
  const detail = need
    ? requires(name, need)
    : `The keyword ${quote(name)} is not a valid type specification.`;
  return complain(reader, detail, { subject: range });
}

const expected =
  'A type specification is either a primitive type keyword (bool, number, string) or a complex type constructor call, like list(string).';

const needs: ReadonlyMap<string, string> = new Map([
  ['list', 'the element type'],
  ['set', 'the element type'],
  ['map', 'the element type'],
  ['object', 'the attribute types and values as a map'],
  ['tuple', 'the element types as a list'],
]);

function requires(name: string, need: string): string {
  return `The ${name} type constructor requires one argument specifying ${need}.`;
}

function readConstructor(reader: TypeReader, expr: CallExpression): Part {
  const { name, args, range } = expr;
  const need = needs.get(name);
  if (need === undefined)
    return complain(reader, unknownConstructor(name), { subject: expr.nameRange, context: range });
  const [arg, extra] = args;
  if (arg === undefined || extra !== undefined) {
    return complain(reader, requires(name, need), {
      subject: arg === undefined ? expr.closeRange : range,
      context: range,
    });
  }
  if (name === 'object') return readObjectType(reader, arg, range);
  if (name === 'tuple') return readTuple(reader, arg, range);
  const element = readType(reader, arg);
  return collectionType(name as 'list', element);
}

function unknownConstructor(name: string): string {
  if (name === 'any') return 'Type constraint keyword "any" does not expect arguments.';
  if (primitives.has(name)) return `Primitive type keyword ${quote(name)} does not expect arguments.`;
  if (name === 'optional')
    return 'Keyword "optional" is valid only as a modifier for object type attributes.';
  return `Keyword ${quote(name)} is not a valid type constructor.`;
}

function readTuple(reader: TypeReader, arg: Expression, context: Range): Part {
  if (arg.kind !== 'tuple') {
    return complain(reader, 'Tuple type constructor requires a list of element types.', {
      subject: arg.range,
      context,
    });
  }
  const parts = arg.items.map((item) => readType(reader, item));
  const children = new Map<string, Defaults>();
  parts.forEach(({ defaults }, i) => {
    if (defaults) children.set(String(i), defaults);
  });
  const type = Type.tuple(parts.map((part) => part.type));
  return children.size > 0 ? { type, defaults: { values: new Map(), children } } : { type };
}
