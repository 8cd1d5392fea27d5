import type { Range } from '@strata/diagnostics';
import { Kind } from '../scan/token';
import type { Block, Body } from '../syntax/ast';
import { between, endOf } from '../syntax/range';
import { quote } from '../text/quote';
import { parseAttribute } from './attribute';
import { parseBody, reportLoneName, unclosed } from './body';
import { enter, leave } from './nesting';
import {
  kindOf,
  type Parser,
  peek,
  peekKind,
  previous,
  rangeOf,
  read,
  report,
  reportFirst,
  type Token,
  textOf,
} from './parser';
import { parseQuotedLabel } from './quoted-label';
import { recoverPastItem, recoverTo } from './recovery';

interface Labels {
  readonly labels: string[];
  readonly labelRanges: Range[];
}

/** `type "label" label { … }` and the end of its line. */
export function parseBlock(parser: Parser, typeToken: Token): Block {
  const { labels, labelRanges } = parseLabels(parser);
  const type = textOf(parser, typeToken);
  const typeRange = rangeOf(parser, typeToken);
  const headerRange = between(typeRange, labelRanges.at(-1) ?? typeRange);
  const braces = parseBraces(parser, typeRange);
  if (braces.complete) parseBlockEnd(parser, typeToken);
  const { body, openRange, closeRange } = braces;
  const range = between(typeRange, closeRange);
  return { type, typeRange, labels, labelRanges, headerRange, openRange, closeRange, range, body };
}

interface Braces extends Pick<Block, 'body' | 'openRange' | 'closeRange'> {
  /** They are there. */
  readonly complete: boolean;
}

function parseBraces(parser: Parser, typeRange: Range): Braces {
  if (peekKind(parser) !== Kind.openBrace) return abandonHeader(parser, typeRange);
  const openRange = rangeOf(parser, read(parser));
  const body = parseBlockBody(parser, { typeRange, openRange });
  const closeRange = rangeOf(parser, previous(parser));
  return { body: body ?? emptyBody(openRange, closeRange), openRange, closeRange, complete: true };
}

function parseLabels(parser: Parser): Labels {
  const header: Labels = { labels: [], labelRanges: [] };
  for (;;) {
    const kind = peekKind(parser);
    if (kind === Kind.identifier) {
      const token = read(parser);
      header.labels.push(textOf(parser, token));
      header.labelRanges.push(rangeOf(parser, token));
    } else if (kind === Kind.openQuote) {
      const { text, range } = parseQuotedLabel(parser);
      header.labels.push(text);
      header.labelRanges.push(range);
    } else return header;
  }
}

/** A header without a body: there is an empty block, so that what reads it still finds it. */
function abandonHeader(parser: Parser, typeRange: Range): Braces {
  reportBadHeader(parser, peek(parser), typeRange);
  recoverPastItem(parser);
  const body = { attributes: new Map(), blocks: [], range: typeRange, endRange: typeRange };
  return { body, openRange: typeRange, closeRange: typeRange, complete: false };
}

function reportBadHeader(parser: Parser, bad: Token, typeRange: Range): void {
  const subject = rangeOf(parser, bad);
  const where = { subject, context: between(typeRange, subject) };
  switch (kindOf(parser, bad)) {
    case Kind.equals:
      report(parser, 'HCL017', {
        detail:
          'The equals sign "=" indicates an argument definition, and must not be used when defining a block.',
        ...where,
      });
      return;
    case Kind.newline:
      report(parser, 'HCL017', {
        detail:
          'A block definition must have block content delimited by "{" and "}", starting on the same line as the block header.',
        ...where,
      });
      return;
    default:
      reportFirst(parser, 'HCL017', {
        detail: 'Either a quoted string block label or an opening brace ("{") is expected here.',
        ...where,
      });
  }
}

function emptyBody(openRange: Range, closeRange: Range): Body {
  const range = between(openRange, closeRange);
  return { attributes: new Map(), blocks: [], range, endRange: endOf(range) };
}

/** Where a body began. */
type Opening = Pick<Block, 'typeRange' | 'openRange'>;

function parseBlockBody(parser: Parser, opening: Opening): Body | undefined {
  if (!enter(parser)) return undefined;
  const body = parseInside(parser, opening);
  leave(parser);
  return body;
}

function parseInside(parser: Parser, opening: Opening): Body | undefined {
  const kind = peekKind(parser);
  if (kind === Kind.newline || kind === Kind.end) return parseBody(parser, Kind.closeBrace);
  if (kind === Kind.closeBrace) return emptyBody(opening.openRange, rangeOf(parser, read(parser)));
  return parseSingleLineBody(parser, opening);
}

/** `{ name = value }`: one argument, no block, no line break. */
function parseSingleLineBody(parser: Parser, opening: Opening): Body | undefined {
  const before = parser.diagnostics.length;
  const body = parseSingleAttribute(parser);
  if (peekKind(parser) === Kind.closeBrace) read(parser);
  else {
    const inBody = parser.diagnostics.splice(before);
    reportBadSingleLine(parser, peek(parser), opening);
    parser.diagnostics.push(...inBody);
    recoverTo(parser, Kind.closeBrace);
  }
  return body;
}

function parseSingleAttribute(parser: Parser): Body | undefined {
  const name = read(parser);
  if (kindOf(parser, name) !== Kind.identifier) {
    recoverPastItem(parser);
    const detail = 'An argument or block definition is required here.';
    report(parser, 'HCL010', { detail, subject: rangeOf(parser, name) });
    return undefined;
  }
  const next = peek(parser);
  switch (kindOf(parser, next)) {
    case Kind.equals:
      return bodyOfOne(parser, name);
    case Kind.openQuote:
    case Kind.openBrace:
    case Kind.identifier:
      recoverPastItem(parser);
      reportNestedBlock(parser, name, next);
      return undefined;
    default:
      reportLoneName(parser, name);
      return undefined;
  }
}

function bodyOfOne(parser: Parser, name: Token): Body {
  const attribute = parseAttribute(parser, name, true);
  const { range } = attribute;
  return {
    attributes: new Map([[attribute.name, attribute]]),
    blocks: [],
    range,
    endRange: endOf(range),
  };
}

function reportNestedBlock(parser: Parser, name: Token, next: Token): void {
  report(parser, 'HCL014', {
    detail: `A single-line block definition can contain only a single argument. If you meant to define argument ${quote(textOf(parser, name))}, use an equals sign to assign it a value. To define a nested block, place it on a line of its own within its parent block.`,
    subject: between(rangeOf(parser, name), rangeOf(parser, next)),
  });
}

function reportBadSingleLine(parser: Parser, token: Token, { typeRange, openRange }: Opening): void {
  const subject = rangeOf(parser, token);
  switch (kindOf(parser, token)) {
    case Kind.end:
      reportFirst(parser, 'HCL012', {
        detail: unclosed,
        subject: openRange,
        context: between(typeRange, openRange),
      });
      return;
    case Kind.comma:
      report(parser, 'HCL018', {
        detail:
          'Single-line block syntax can include only one argument definition. To define multiple arguments, use the multi-line block syntax with one argument definition per line.',
        subject,
      });
      return;
    case Kind.newline:
      report(parser, 'HCL018', {
        detail:
          "An argument definition on the same line as its containing block creates a single-line block definition, which must also be closed on the same line. Place the block's closing brace immediately after the argument definition.",
        subject,
      });
      return;
    default:
      reportFirst(parser, 'HCL018', {
        detail:
          'A single-line block definition must end with a closing brace immediately after its single argument definition.',
        subject,
      });
  }
}

function parseBlockEnd(parser: Parser, type: Token): void {
  const end = peek(parser);
  const kind = kindOf(parser, end);
  if (kind === Kind.newline || kind === Kind.end) {
    read(parser);
    return;
  }
  const subject = rangeOf(parser, end);
  const context = between(rangeOf(parser, type), subject);
  reportFirst(parser, 'HCL019', { detail: 'A block definition must end with a newline.', subject, context });
  recoverPastItem(parser);
}
