import { Kind } from '../scan/token';
import type { Expression } from '../syntax/ast';
import { Value } from '../values/value';
import { buildTemplate } from './build-template';
import { removeIndentation } from './heredoc';
import { kindOf, type Parser, previous, rangeFrom, rangeOf, read, type Token, textOf } from './parser';
import { unescapeToken } from './string-literal';
import { parseTemplateParts, type TemplatePart } from './template-parts';

/** A string in quotes or a heredoc. */
export function parseQuotedTemplate(parser: Parser): Expression {
  const open = read(parser);
  if (isPlain(parser, open)) return parsePlain(parser, open);
  const heredoc = kindOf(parser, open) === Kind.openHeredoc;
  const parts = parseTemplateParts(parser, heredoc ? Kind.closeHeredoc : Kind.closeQuote);
  if (heredoc && textOf(parser, open).startsWith('<<-')) removeIndentation(parts.parts);
  return buildTemplate(parser, parts, rangeFrom(parser, open, previous(parser)));
}

/** One text in quotes. Nearly all strings are, so they are spared the list of parts. */
export function isPlain({ tokens: { kinds } }: Parser, open: Token): boolean {
  if (kinds[open] !== Kind.openQuote) return false;
  return kinds[open + 1] === Kind.quotedText && kinds[open + 2] === Kind.closeQuote;
}

function parsePlain(parser: Parser, open: Token): Expression {
  const token = read(parser);
  const value = Value.string(unescapeToken(parser, token));
  const text: Expression = { kind: 'literal', value, range: rangeOf(parser, token) };
  return { kind: 'template', parts: [text], range: rangeFrom(parser, open, read(parser)) };
}

/** A whole source as a template. */
export function parseBareTemplate(parser: Parser): Expression {
  const parts = parseTemplateParts(parser, Kind.end);
  return buildTemplate(parser, parts, parts.range);
}

/** The value of a template without any sequence. */
export function literalText(expr: Expression): Value | undefined {
  if (expr.kind !== 'template' || expr.parts.length !== 1) return undefined;
  const part = expr.parts[0] as Expression;
  return part.kind === 'literal' ? part.value : undefined;
}

export type { TemplatePart };
