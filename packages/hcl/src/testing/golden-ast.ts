import type { Range } from '@strata/diagnostics';
import type { Attribute, Block, Body, Expression, Traversal, TraversalStep } from '../syntax/ast';
import { toText } from '../values/number/text';
import type { Value } from '../values/value';

/** Our tree in the form that the golden files have, so that the two compare as plain data. */
export type Golden = unknown;

export function goldenRange({ start, end }: Range): Golden {
  return [start.line, start.column, start.byte, end.line, end.column, end.byte];
}

export function goldenBody(body: Body): Golden {
  return itemsInOrder(body).map((item) => ('expr' in item ? goldenAttribute(item) : goldenBlock(item)));
}

function itemsInOrder({ attributes, blocks }: Body): readonly (Attribute | Block)[] {
  return [...attributes.values(), ...blocks].sort((a, b) => a.range.start.byte - b.range.start.byte);
}

function goldenAttribute({ name, nameRange, equalsRange, expr, range }: Attribute): Golden {
  return {
    attr: name,
    name: goldenRange(nameRange),
    eq: goldenRange(equalsRange),
    range: goldenRange(range),
    expr: goldenExpression(expr),
  };
}

function goldenBlock(block: Block): Golden {
  return {
    block: block.type,
    type: goldenRange(block.typeRange),
    labels: block.labels,
    labelRanges: block.labelRanges.map(goldenRange),
    open: goldenRange(block.openRange),
    close: goldenRange(block.closeRange),
    body: goldenBody(block.body),
  };
}

export function goldenExpression(expr: Expression): Golden {
  const r = goldenRange(expr.range);
  const x = goldenExpression;
  switch (expr.kind) {
    case 'literal':
      return { k: 'lit', r, v: goldenLiteral(expr.value) };
    case 'template':
      return { k: 'tpl', r, parts: expr.parts.map(x) };
    case 'wrap':
      return { k: 'wrap', r, x: x(expr.expr) };
    case 'join':
      return { k: 'join', r, x: x(expr.expr) };
    case 'traversal':
      return { k: 'scope', r, t: goldenTraversal(expr.traversal) };
    case 'relative':
      return { k: 'rel', r, src: x(expr.source), t: expr.steps.map(goldenStep) };
    case 'call':
      return {
        k: 'call',
        r,
        name: expr.name,
        nr: goldenRange(expr.nameRange),
        open: goldenRange(expr.openRange),
        close: goldenRange(expr.closeRange),
        args: expr.args.map(x),
        expand: expr.expandFinal,
      };
    case 'conditional':
      return { k: 'cond', r, c: x(expr.condition), a: x(expr.whenTrue), b: x(expr.whenFalse) };
    case 'index':
      return { k: 'index', r, src: x(expr.source), key: x(expr.key) };
    case 'splat':
      return { k: 'splat', r, src: x(expr.source), each: x(expr.each), mr: goldenRange(expr.markerRange) };
    case 'element':
      return { k: 'anon', r };
    case 'tuple':
      return { k: 'tuple', r, open: goldenRange(expr.openRange), items: expr.items.map(x) };
    case 'object':
      return {
        k: 'object',
        r,
        open: goldenRange(expr.openRange),
        items: expr.items.map(({ key, value }) => [x(key), x(value)]),
      };
    case 'key':
      return { k: 'key', r, force: expr.computed, x: x(expr.expr) };
    case 'for':
      return {
        k: 'for',
        r,
        kv: expr.keyName ?? '',
        vv: expr.valueName,
        coll: x(expr.collection),
        key: expr.key ? x(expr.key) : null,
        val: x(expr.value),
        cond: expr.condition ? x(expr.condition) : null,
        group: expr.group,
      };
    case 'unary':
      return { k: 'un', r, op: expr.operator === '-' ? 'neg' : expr.operator, x: x(expr.operand) };
    case 'binary':
      return { k: 'bin', r, op: expr.operator, a: x(expr.left), b: x(expr.right) };
    case 'parentheses':
      return { k: 'paren', r, x: x(expr.expr) };
    case 'scoped':
      return { k: 'scoped', r, x: x(expr.expr) };
  }
}

export function goldenTraversal({ root, rootRange, steps }: Traversal): Golden {
  return [['root', root, goldenRange(rootRange)], ...steps.map(goldenStep)];
}

function goldenStep(step: TraversalStep): Golden {
  if (step.kind === 'attribute') return ['attr', step.name, goldenRange(step.range)];
  return ['index', goldenLiteral(step.key), goldenRange(step.range)];
}

function goldenLiteral(value: Value): Golden {
  switch (value.kind) {
    case 'string':
      return { type: 'string', v: value.string };
    case 'number':
      return { type: 'number', v: { num: toText(value.number) } };
    case 'bool':
      return { type: 'bool', v: value.bool };
    case 'null':
      return { type: 'dynamic', v: { null: 'dynamic' } };
    default:
      return { type: value.type.kind, v: { [value.kind]: value.type.kind } };
  }
}
