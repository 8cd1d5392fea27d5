import type { Range } from '@strata/diagnostics';
import { Kind } from '../scan/token';
import type { Expression, TraversalStep } from '../syntax/ast';
import { Type } from '../types/type';
import { Value } from '../values/value';
import { parseIndex } from './index-step';
import { numberOf } from './number';
import {
  between,
  kindOf,
  type Parser,
  peek,
  peekKind,
  rangeOf,
  read,
  report,
  type Token,
  textOf,
} from './parser';
import { placeholder } from './placeholder';
import { parseAttributeSplat } from './splat';
import { parseTerm } from './term';

/** A term with the steps after it: `a.b[0].c`. */
export function parseOperand(parser: Parser): Expression {
  return parseSteps(parser, parseTerm(parser));
}

/** The steps that follow an expression, as far as they go. */
export function parseSteps(parser: Parser, from: Expression): Expression {
  let expr = from;
  for (;;) {
    const kind = peekKind(parser);
    if (kind === Kind.dot) expr = parseDot(parser, expr);
    else if (kind === Kind.openBracket) expr = parseIndex(parser, expr);
    else return expr;
  }
}

function parseDot(parser: Parser, source: Expression): Expression {
  const dot = rangeOf(parser, read(parser));
  const next = peek(parser);
  switch (kindOf(parser, next)) {
    case Kind.identifier:
      return withStep(source, attributeStep(parser, dot));
    case Kind.number:
      return withStep(source, parseLegacyIndex(parser, dot, chainedIndexes));
    case Kind.star:
      return parseAttributeSplat(parser, source, dot);
    default:
      return abandonDot(parser, source, { dot, next });
  }
}

function abandonDot(
  parser: Parser,
  source: Expression,
  { dot, next }: { dot: Range; next: Token },
): Expression {
  report(parser, 'HCL035', {
    detail: 'An attribute name is required after a dot.',
    subject: rangeOf(parser, next),
  });
  parser.recovering = true;
  return placeholder(between(source.range, dot));
}

export function attributeStep(parser: Parser, dot: Range): TraversalStep {
  const name = read(parser);
  return { kind: 'attribute', name: textOf(parser, name), range: between(dot, rangeOf(parser, name)) };
}

const chainedIndexes = (first: string, second: string) =>
  `When using the legacy index syntax, chaining two indexes together is not permitted. Use the proper index syntax instead, like [${first}][${second}].`;

/** `list.0`, from a time before brackets. `list.0.1` is scanned as the number 0.1, so it cannot be told apart from it. */
export function parseLegacyIndex(
  parser: Parser,
  dot: Range,
  advice: (first: string, second: string) => string,
): TraversalStep {
  const token = read(parser);
  const text = textOf(parser, token);
  const range = between(dot, rangeOf(parser, token));
  const point = text.indexOf('.');
  if (point < 0) return { kind: 'index', key: numberOf(parser, token), range };
  report(parser, 'HCL036', {
    detail: advice(text.slice(0, point), text.slice(point + 1)),
    subject: rangeOf(parser, token),
  });
  return { kind: 'index', key: Value.unknown(Type.dynamic), range };
}

/** The expression one step further. Steps are gathered in one list, so that a reference is one node however long. */
export function withStep(source: Expression, step: TraversalStep): Expression {
  const range = between(source.range, step.range);
  if (source.kind === 'traversal') {
    const { traversal } = source;
    return {
      kind: 'traversal',
      range,
      traversal: { ...traversal, steps: [...traversal.steps, step], range },
    };
  }
  if (source.kind === 'relative') return { ...source, steps: [...source.steps, step], range };
  return { kind: 'relative', source, steps: [step], range };
}
