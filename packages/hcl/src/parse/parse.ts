import type { Checked, Range } from '@strata/diagnostics';
import { type Locations, locateTokens } from '../scan/locations';
import { scanSource, scanTemplate } from '../scan/scan';
import { Kind } from '../scan/token';
import type { TokenList } from '../scan/token-list';
import type { Body, Expression, Traversal } from '../syntax/ast';
import { parseBody } from './body';
import { parseExpression as parseAnyExpression } from './expression';
import { validateTokens } from './invalid-tokens';
import { createParser, type Parser, peek, rangeOf, reportFirst, withNewlines } from './parser';
import { parseReference } from './reference';
import { parseBareTemplate } from './template';

/** Says where the tokens of a text stand. */
export type Locate = (tokens: TokenList) => Locations;

/** The text is a file, or all that there is under that name. */
function inFile(file: string): Locate {
  return (tokens) => locateTokens(tokens, file);
}

/** Parses a file: arguments and blocks. With errors the body holds what could be made out. */
export function parseHcl(text: string, file: string): Checked<Body> {
  return run(scanSource(text), inFile(file), (parser) => parseBody(parser, Kind.end));
}

/** Parses one expression, such as the value of a `-var`. Newlines in it do not count. */
export function parseExpression(text: string, file: string): Checked<Expression> {
  return parseExpressionAt(text, inFile(file));
}

/** Parses one expression that stands inside of something else. */
export function parseExpressionAt(text: string, locate: Locate): Checked<Expression> {
  return run(scanSource(text), locate, (parser) =>
    withNewlines(parser, false, () => {
      const expr = parseAnyExpression(parser);
      expectEnd(parser, 'An expression was successfully parsed, but extra characters were found after it.');
      return expr;
    }),
  );
}

/** Parses a template file: text with `${}` and `%{}`. */
export function parseTemplate(text: string, file: string): Checked<Expression> {
  return parseTemplateAt(text, inFile(file));
}

/** Parses a template that stands inside of something else. */
export function parseTemplateAt(text: string, locate: Locate): Checked<Expression> {
  return run(scanTemplate(text), locate, parseBareTemplate);
}

/** Parses a reference alone, such as `var.name["key"]`. */
export function parseTraversal(text: string, file: string): Checked<Traversal | undefined> {
  return run(scanSource(text), inFile(file), (parser) =>
    withNewlines(parser, false, () => parseReference(parser)),
  );
}

function run<T>(tokens: TokenList, locate: Locate, parse: (parser: Parser) => T): Checked<T> {
  const parser = createParser(tokens, locate(tokens));
  if (tokens.wrong) parser.diagnostics.push(...validateTokens(tokens, parser.locations));
  const value = parse(parser);
  return { value, diagnostics: parser.diagnostics };
}

function expectEnd(parser: Parser, detail: string): void {
  const token = peek(parser);
  if (parser.tokens.kinds[token] === Kind.end) return;
  const subject: Range = rangeOf(parser, token);
  reportFirst(parser, 'HCL032', { detail, subject });
}
