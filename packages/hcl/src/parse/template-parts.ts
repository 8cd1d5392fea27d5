import type { Diagnostic, Range } from '@strata/diagnostics';
import { Kind } from '../scan/token';
import type { Expression } from '../syntax/ast';
import { endOf } from '../syntax/range';
import { trimEnd, trimStart } from '../text/space';
import { parseDirective } from './directive';
import { parseInterpolation } from './interpolation';
import {
  kindOf,
  lengthOf,
  type Parser,
  peek,
  previous,
  rangeFrom,
  rangeOf,
  read,
  reportFirst,
  type Token,
  textOf,
} from './parser';
import { recoverTo } from './recovery';
import { unescapeToken } from './string-literal';

/** A template as a flat list, before directives are matched with their ends. */
export type TemplatePart = TextPart | ValuePart | IfPart | ForPart | EndPart;

export interface TextPart {
  readonly kind: 'text';
  text: string;
  range: Range;
}

export interface ValuePart {
  readonly kind: 'value';
  readonly expr: Expression;
}

export interface IfPart {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly range: Range;
}

export interface ForPart {
  readonly kind: 'for';
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
  readonly range: Range;
}

export interface EndPart {
  readonly kind: 'else' | 'endif' | 'endfor';
  readonly range: Range;
}

export interface TemplateParts {
  readonly parts: TemplatePart[];
  /** From the first token to the closing one. */
  readonly range: Range;
  /** The closing token: where something missing is missed. */
  readonly endRange: Range;
}

/** What a sequence brought, and whether it ended with `~}`. */
export interface Sequence {
  readonly part: TemplatePart | undefined;
  readonly trimsNext: boolean;
}

/** Reads up to the closing token `end`. The strip marks `~` reach no further than the token beside them. */
export function parseTemplateParts(parser: Parser, end: Kind): TemplateParts {
  const parts: TemplatePart[] = [];
  const open = previous(parser);
  const start = peek(parser);
  let trimNext = false;
  let previousKind: Kind | undefined;
  for (;;) {
    const token = read(parser);
    const kind = kindOf(parser, token);
    if (kind === end) return finish(parser, parts, { start, end: token });
    if (kind === Kind.quotedText || kind === Kind.plainText) {
      parts.push(parseText(parser, token, trimNext));
      trimNext = false;
    } else if (kind === Kind.openInterpolation || kind === Kind.openDirective) {
      if (isText(previousKind) && trims(parser, token)) trimPrevious(parts);
      const parse = kind === Kind.openInterpolation ? parseInterpolation : parseDirective;
      const { part, trimsNext } = parse(parser, { opening: token, start, end });
      if (part !== undefined) parts.push(part);
      trimNext = trimsNext;
    } else {
      return finish(parser, parts, { start, end: abandonTemplate(parser, { token, open, start, end }) });
    }
    previousKind = kind;
  }
}

function isText(kind: Kind | undefined): boolean {
  return kind === Kind.quotedText || kind === Kind.plainText;
}

function parseText(parser: Parser, token: Token, trim: boolean): TextPart {
  const text = unescapeToken(parser, token);
  return { kind: 'text', text: trim ? trimStart(text) : text, range: rangeOf(parser, token) };
}

function trims(parser: Parser, token: Token): boolean {
  return lengthOf(parser, token) === 3;
}

function trimPrevious(parts: readonly TemplatePart[]): void {
  const last = parts.at(-1);
  if (last?.kind === 'text') last.text = trimEnd(last.text);
}

/** A heredoc without an end goes on to the end of the file, far from where the mistake is. */
function adviseHeredoc(parser: Parser, open: Token): Pick<Diagnostic, 'related' | 'hint'> {
  const marker = textOf(parser, open).replace(/^<<-?|\s+$/g, '');
  return {
    related: [{ label: 'it begins', range: rangeOf(parser, open) }],
    hint: `A heredoc ends with a line that holds its marker and nothing else: ${marker}`,
  };
}

interface Abandoned {
  readonly token: Token;
  /** What the template opens with; something else for a file that is one template. */
  readonly open: Token;
  readonly start: Token;
  readonly end: Kind;
}

function abandonTemplate(parser: Parser, at: Abandoned): Token {
  const subject = rangeOf(parser, at.token);
  reportFirst(parser, 'HCL023', {
    detail: 'No closing marker was found for the string.',
    subject,
    context: rangeFrom(parser, at.start, at.token),
    ...(at.end === Kind.closeHeredoc && adviseHeredoc(parser, at.open)),
  });
  return recoverTo(parser, at.end);
}

/** An empty template is an empty text, so that it has a value and a place: just behind it, as upstream. */
function finish(
  parser: Parser,
  parts: TemplatePart[],
  { start, end }: { readonly start: Token; readonly end: Token },
): TemplateParts {
  const endRange = rangeOf(parser, end);
  if (parts.length === 0) parts.push({ kind: 'text', text: '', range: endOf(endRange) });
  return { parts, range: rangeFrom(parser, start, end), endRange };
}
