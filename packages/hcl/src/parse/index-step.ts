import type { Range } from '@strata/diagnostics';
import { Kind } from '../scan/token';
import type { ElementExpression, Expression } from '../syntax/ast';
import { between } from '../syntax/range';
import type { Value } from '../values/value';
import { addStep, type Chain, wrapChain } from './chain';
import { parseExpression } from './expression';
import { enter, leave } from './nesting';
import {
  attempt,
  kindOf,
  type Parser,
  peekKind,
  rangeOf,
  read,
  reportFirst,
  type Token,
  withNewlines,
} from './parser';
import { placeholder } from './placeholder';
import { recoverTo } from './recovery';
import { literalText } from './template';
import { parseSteps } from './traversal';

/** `[key]` or `[*]` and, after the latter, all further steps. */
export function parseIndex(parser: Parser, chain: Chain): void {
  const open = rangeOf(parser, read(parser));
  if (peekKind(parser) === Kind.star) {
    wrapChain(chain, (source) => parseFullSplat(parser, source, open));
    return;
  }
  const { key, bracket } = withNewlines(parser, false, () => parseKey(parser, open));
  const constant = constantKey(key);
  if (constant !== undefined) addStep(chain, { kind: 'index', key: constant, range: bracket });
  else wrapChain(chain, (source) => indexOf(source, key, { open, bracket }));
}

function indexOf(
  source: Expression,
  key: Expression,
  { open, bracket }: { open: Range; bracket: Range },
): Expression {
  return {
    kind: 'index',
    source,
    key,
    openRange: open,
    bracketRange: bracket,
    range: between(source.range, bracket),
  };
}

function parseKey(parser: Parser, open: Range): { readonly key: Expression; readonly bracket: Range } {
  const { result: key, lost } = attempt(parser, parseExpression);
  const close = lost ? recoverTo(parser, Kind.closeBracket) : readCloseBracket(parser);
  return { key, bracket: between(open, rangeOf(parser, close)) };
}

function readCloseBracket(parser: Parser): Token {
  const close = read(parser);
  if (kindOf(parser, close) === Kind.closeBracket || parser.recovering) return close;
  reportFirst(parser, 'HCL039', {
    detail: 'The index operator must end with a closing bracket ("]").',
    subject: rangeOf(parser, close),
  });
  return recoverTo(parser, Kind.closeBracket);
}

/** A key that is known while reading makes the index a step of a reference. */
function constantKey(key: Expression): Value | undefined {
  return key.kind === 'literal' ? key.value : literalText(key);
}

function parseFullSplat(parser: Parser, source: Expression, open: Range): Expression {
  read(parser);
  const close = readSplatBracket(parser);
  const marker = between(open, rangeOf(parser, close));
  const item: ElementExpression = { kind: 'element', range: marker };
  const each = parseEach(parser, item);
  return { kind: 'splat', source, each, item, markerRange: marker, range: between(source.range, each.range) };
}

/** Each further `[*]` is inside of this one: `a[*][*][*]` nests. */
function parseEach(parser: Parser, item: ElementExpression): Expression {
  if (!enter(parser)) return placeholder(item.range);
  const each = parseSteps(parser, item);
  leave(parser);
  return each;
}

function readSplatBracket(parser: Parser): Token {
  const close = read(parser);
  if (kindOf(parser, close) === Kind.closeBracket || parser.recovering) return close;
  reportFirst(parser, 'HCL038', {
    detail: 'The star for a full splat operator must be immediately followed by a closing bracket ("]").',
    subject: rangeOf(parser, close),
  });
  return recoverTo(parser, Kind.closeBracket);
}
