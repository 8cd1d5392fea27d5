import { Kind } from '../scan/token';
import type { Expression } from '../syntax/ast';
import type { Value } from '../values/value';
import { buildTemplate } from './build-template';
import { removeIndentation } from './heredoc';
import { between, kindOf, type Parser, previous, rangeOf, read, textOf } from './parser';
import { parseTemplateParts, type TemplatePart } from './template-parts';

/** A string in quotes or a heredoc. */
export function parseQuotedTemplate(parser: Parser): Expression {
  const open = read(parser);
  const heredoc = kindOf(parser, open) === Kind.openHeredoc;
  const parts = parseTemplateParts(parser, heredoc ? Kind.closeHeredoc : Kind.closeQuote);
  if (heredoc && textOf(parser, open).startsWith('<<-')) removeIndentation(parts.parts);
  const range = between(rangeOf(parser, open), rangeOf(parser, previous(parser)));
  return buildTemplate(parser, parts, range);
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
