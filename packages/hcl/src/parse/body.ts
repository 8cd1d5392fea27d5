import type { Range } from '@strata/diagnostics';
import { Kind } from '../scan/token';
import type { Attribute, Block, Body } from '../syntax/ast';
import { between, endOf } from '../syntax/range';
import { quote } from '../text/quote';
import { parseAttribute } from './attribute';
import { parseBlock } from './block';
import {
  kindOf,
  type Parser,
  peek,
  previous,
  rangeOf,
  read,
  report,
  reportFirst,
  type Token,
} from './parser';
import { recoverPastItem, recoverTo } from './recovery';

/** A body while it is read. */
interface Items {
  readonly attributes: Map<string, Attribute>;
  readonly blocks: Block[];
}

/** The content of a file (`end` is the end of the source) or of a block (`end` is a closing brace). */
export function parseBody(parser: Parser, end: Kind): Body {
  const items: Items = { attributes: new Map(), blocks: [] };
  const start = rangeOf(parser, previous(parser));
  for (;;) {
    const kind = kindOf(parser, peek(parser));
    if (kind === end) return bodyOf(items, start, rangeOf(parser, read(parser)));
    if (kind === Kind.newline) read(parser);
    else if (kind === Kind.identifier) parseItem(parser, items);
    else return abandonBody(parser, items, { start, end });
  }
}

function bodyOf(items: Items, start: Range, end: Range): Body {
  const { attributes, blocks } = items;
  return { attributes, blocks, range: between(start, end), endRange: endOf(end) };
}

/** Nothing that could begin an item: says so and goes to the end of this body. */
function abandonBody(parser: Parser, items: Items, { start, end }: { start: Range; end: Kind }): Body {
  reportBadItem(parser, read(parser), start);
  const last = rangeOf(parser, previous(parser));
  recoverTo(parser, end);
  return bodyOf(items, start, last);
}

export const unclosed =
  'There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.';

function reportBadItem(parser: Parser, bad: Token, start: Range): void {
  const subject = rangeOf(parser, bad);
  switch (kindOf(parser, bad)) {
    case Kind.openQuote:
      reportFirst(parser, 'HCL011', { detail: 'Argument names must not be quoted.', subject });
      return;
    case Kind.end:
      reportFirst(parser, 'HCL012', {
        detail: unclosed,
        subject: start,
      });
      return;
    default:
      reportFirst(parser, 'HCL010', { detail: 'An argument or block definition is required here.', subject });
  }
}

function parseItem(parser: Parser, items: Items): void {
  const name = read(parser);
  switch (kindOf(parser, peek(parser))) {
    case Kind.equals:
      addAttribute(parser, items.attributes, parseAttribute(parser, name, false));
      return;
    case Kind.openQuote:
    case Kind.openBrace:
    case Kind.identifier:
      items.blocks.push(parseBlock(parser, name));
      return;
    default:
      reportLoneName(parser, name);
  }
}

/** A name that is followed neither by a value nor by a block. */
export function reportLoneName(parser: Parser, name: Token): void {
  recoverPastItem(parser);
  report(parser, 'HCL010', {
    detail:
      'An argument or block definition is required here. To set an argument, use the equals sign "=" to introduce the argument value.',
    subject: rangeOf(parser, name),
  });
}

function addAttribute(parser: Parser, attributes: Map<string, Attribute>, attribute: Attribute): void {
  const first = attributes.get(attribute.name);
  if (first === undefined) {
    attributes.set(attribute.name, attribute);
    return;
  }
  report(parser, 'HCL013', {
    detail: `The argument ${quote(attribute.name)} was already set at ${placeOf(first.nameRange)}. Each argument may be set only once.`,
    subject: attribute.nameRange,
  });
}

/** `file:line,column-column`, as upstream writes a range in a text. */
export function placeOf({ file, start, end }: Range): string {
  const to = start.line === end.line ? `${end.column}` : `${end.line},${end.column}`;
  return `${file}:${start.line},${start.column}-${to}`;
}
