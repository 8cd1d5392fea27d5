import type { Range } from '@strata/diagnostics';
import type { Block, Body, Expression, ObjectKeyExpression } from '../syntax/ast';
import { toDouble } from '../values/number/double';
import { toText } from '../values/number/text';
import type { Value } from '../values/value';

/**
 * Our tree in the form that the `hcl2json` family of converters writes: what is known while reading as JSON, everything
 * else as its source in `${}`. Blocks are gathered by type and labels, so the order of different ones is gone, and so
 * are all places.
 */
export function toHcl2Json(body: Body, text: string): unknown {
  const source = Buffer.from(text);
  return convertBody(body, ({ start, end }) => source.toString('utf8', start.byte, end.byte));
}

/** The source of a range. */
type Cut = (range: Range) => string;

function convertBody(body: Body, cut: Cut): unknown {
  const entries = new Map<string, unknown>();
  for (const [name, { expr }] of body.attributes) entries.set(name, convert(expr, cut));
  for (const block of body.blocks) addBlock(entries, block, cut);
  return toObject(entries);
}

function addBlock(entries: Map<string, unknown>, { type, labels, body }: Block, cut: Cut): void {
  const path = [type, ...labels];
  let inner = entries;
  for (const step of path.slice(0, -1)) {
    const next = inner.get(step) ?? new Map<string, unknown>();
    inner.set(step, next);
    inner = next as Map<string, unknown>;
  }
  const last = path.at(-1) as string;
  inner.set(last, [...((inner.get(last) ?? []) as unknown[]), convertBody(body, cut)]);
}

function toObject(entries: ReadonlyMap<string, unknown>): unknown {
  return Object.fromEntries(
    [...entries].map(([name, value]) => [name, value instanceof Map ? toObject(value) : value]),
  );
}

function convert(expr: Expression, cut: Cut): unknown {
  switch (expr.kind) {
    case 'literal':
      return convertValue(expr.value);
    case 'template':
      return expr.parts.map((part) => convertPart(part, cut)).join('');
    case 'wrap':
      return convert(expr.expr, cut);
    case 'tuple':
      return expr.items.map((item) => convert(item, cut));
    case 'object':
      return toObject(
        new Map(expr.items.map(({ key, value }) => [convertKey(key, cut), convert(value, cut)])),
      );
    case 'unary':
      if (expr.operator === '-' && expr.operand.kind === 'literal') return -Number(cut(expr.operand.range));
  }
  return wrap(expr, cut);
}

function wrap({ range }: Expression, cut: Cut): string {
  return `\${${cut(range)}}`;
}

function convertValue(value: Value): unknown {
  switch (value.kind) {
    case 'string':
      return value.string;
    case 'number':
      return toDouble(value.number);
    case 'bool':
      return value.bool;
    default:
      return null;
  }
}

/** A piece of a template. A conditional is written as directives, also where it was none. */
function convertPart(expr: Expression, cut: Cut): string {
  switch (expr.kind) {
    case 'literal':
      return expr.value.kind === 'number' ? toText(expr.value.number) : String(convertValue(expr.value));
    case 'template':
      return expr.parts.map((part) => convertPart(part, cut)).join('');
    case 'wrap':
      return convertPart(expr.expr, cut);
    case 'conditional': {
      const whenFalse = convertPart(expr.whenFalse, cut);
      const otherwise = whenFalse === '' ? '' : `%{else}${whenFalse}`;
      return `%{if ${cut(expr.condition.range)}}${convertPart(expr.whenTrue, cut)}${otherwise}%{endif}`;
    }
    case 'join':
      return convertJoin(expr.expr, cut);
    default:
      return wrap(expr, cut);
  }
}

function convertJoin(expr: Expression, cut: Cut): string {
  if (expr.kind !== 'for') return wrap(expr, cut);
  const names = expr.keyName === undefined ? expr.valueName : `${expr.keyName}, ${expr.valueName}`;
  return `%{for ${names} in ${cut(expr.collection.range)}}${convertPart(expr.value, cut)}%{endfor}`;
}

function convertKey({ expr, range }: ObjectKeyExpression, cut: Cut): string {
  return expr.kind === 'traversal' ? cut(range) : convertPart(expr, cut);
}
