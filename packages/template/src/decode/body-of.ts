import type { Range } from '@strata/diagnostics';
import type { Ast, Attribute, Body, Expression, Value } from '@strata/hcl';

/** A body that has no source of its own: all of it stands at one place. */
export function createBody(attributes: Iterable<Attribute>, range: Range): Body {
  const named = new Map([...attributes].map((attribute) => [attribute.name, attribute]));
  const { file, end } = range;
  return { attributes: named, blocks: [], range, endRange: { file, start: end, end } };
}

/**
 * The bodies of blocks that were written as a value: JSON has no blocks, and `override` gives them as objects.
 * Undefined when the expression cannot be one or several blocks.
 */
export function getBodies(expr: Expression): readonly Body[] | undefined {
  if (expr.kind === 'tuple') return getAll(expr.items.map(getBodies));
  if (expr.kind === 'literal') return getBodiesOfValue(expr.value, expr.range);
  const body = expr.kind === 'object' ? getBodyOfObject(expr) : undefined;
  return body && [body];
}

function getBodyOfObject(expr: Ast.ObjectExpression): Body | undefined {
  const attributes = expr.items.map(({ key, value }) => {
    const name = getKeyName(key);
    return name === undefined ? undefined : createAttribute(name, key.range, value);
  });
  const all = getAll(attributes.map((attribute) => attribute && [attribute]));
  return all && createBody(all, expr.range);
}

function getKeyName({ expr, computed }: Ast.ObjectKeyExpression): string | undefined {
  if (expr.kind === 'literal' && expr.value.kind === 'string') return expr.value.string;
  if (computed) return undefined;
  if (expr.kind === 'traversal' && expr.traversal.steps.length === 0) return expr.traversal.root;
  const [only, ...more] = expr.kind === 'template' ? expr.parts : [];
  return only?.kind === 'literal' && only.value.kind === 'string' && more.length === 0
    ? only.value.string
    : undefined;
}

function getBodiesOfValue(value: Value, range: Range): readonly Body[] | undefined {
  switch (value.kind) {
    case 'list':
    case 'set':
    case 'tuple':
      return getAll(value.elements.map((element) => getBodiesOfValue(element, range)));
    case 'map':
    case 'object':
      return [createBody(getAttributesOfValue(value.entries, range), range)];
    default:
      return undefined;
  }
}

/** The entries of an object as attributes that all stand at one place. */
export function getAttributesOfValue(
  entries: ReadonlyMap<string, Value>,
  range: Range,
): readonly Attribute[] {
  return [...entries].map(([name, value]) => createAttribute(name, range, { kind: 'literal', value, range }));
}

/** An attribute without an equals sign in the source. */
export function createAttribute(name: string, nameRange: Range, expr: Expression): Attribute {
  const range = { file: nameRange.file, start: nameRange.start, end: expr.range.end };
  return { name, nameRange, equalsRange: nameRange, expr, range };
}

function getAll<T>(lists: readonly (readonly T[] | undefined)[]): readonly T[] | undefined {
  return lists.every((list) => list !== undefined) ? lists.flat() : undefined;
}
