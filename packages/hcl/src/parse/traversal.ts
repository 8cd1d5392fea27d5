import type { Range } from '@strata/diagnostics';
import { Kind } from '../scan/token';
import type { Expression, TraversalStep } from '../syntax/ast';
import { between } from '../syntax/range';
import { Type } from '../types/type';
import { Value } from '../values/value';
import { addStep, type Chain, expressionOf, wrapChain } from './chain';
import { parseIndex } from './index-step';
import { isTooDeep } from './nesting';
import { numberOf } from './number';
import {
  kindOf,
  type Parser,
  peek,
  peekKind,
  rangeFrom,
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
  if (!isStep(peekKind(parser))) return from;
  const chain: Chain = { source: from, steps: [], levels: 0 };
  for (;;) {
    const kind = peekKind(parser);
    if (!isStep(kind)) return expressionOf(chain);
    if (isTooDeep(parser, chain.levels)) return placeholder(from.range);
    if (kind === Kind.dot) parseDot(parser, chain);
    else parseIndex(parser, chain);
  }
}

function isStep(kind: Kind): boolean {
  return kind === Kind.dot || kind === Kind.openBracket;
}

function parseDot(parser: Parser, chain: Chain): void {
  const dot = read(parser);
  switch (kindOf(parser, peek(parser))) {
    case Kind.identifier:
      addStep(chain, attributeStep(parser, dot));
      break;
    case Kind.number:
      addStep(chain, parseLegacyIndex(parser, dot, chainedIndexes));
      break;
    case Kind.star:
      wrapChain(chain, (source) => parseAttributeSplat(parser, source, rangeOf(parser, dot)));
      break;
    default:
      wrapChain(chain, (source) => abandonDot(parser, source, rangeOf(parser, dot)));
  }
}

function abandonDot(parser: Parser, source: Expression, dot: Range): Expression {
  report(parser, 'HCL035', {
    detail: 'An attribute name is required after a dot.',
    subject: rangeOf(parser, peek(parser)),
  });
  parser.recovering = true;
  return placeholder(between(source.range, dot));
}

export function attributeStep(parser: Parser, dot: Token): TraversalStep {
  const name = read(parser);
  return { kind: 'attribute', name: textOf(parser, name), range: rangeFrom(parser, dot, name) };
}

const chainedIndexes = (first: string, second: string) =>
  `When using the legacy index syntax, chaining two indexes together is not permitted. Use the proper index syntax instead, like [${first}][${second}].`;

/** `list.0`, from a time before brackets. `list.0.1` is scanned as the number 0.1, so it cannot be told apart from it. */
export function parseLegacyIndex(
  parser: Parser,
  dot: Token,
  advice: (first: string, second: string) => string,
): TraversalStep {
  const token = read(parser);
  const text = textOf(parser, token);
  const range = rangeFrom(parser, dot, token);
  const point = text.indexOf('.');
  if (point < 0) return { kind: 'index', key: numberOf(parser, token), range };
  report(parser, 'HCL036', {
    detail: advice(text.slice(0, point), text.slice(point + 1)),
    subject: rangeOf(parser, token),
  });
  return { kind: 'index', key: Value.unknown(Type.dynamic), range };
}
