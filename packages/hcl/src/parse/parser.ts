import type { Diagnostic, Range } from '@strata/diagnostics';
import { type HclCode, problem } from '../codes';
import type { Locations } from '../scan/locations';
import { Kind } from '../scan/token';
import type { TokenList } from '../scan/token-list';
import { TokenRange } from '../scan/token-range';

/** A token, by its place in the list. */
export type Token = number;

/** Where a parse stands. */
export interface Parser {
  readonly tokens: TokenList;
  readonly locations: Locations;
  readonly diagnostics: Diagnostic[];
  /** The next token to look at, comments and unwanted newlines included. */
  next: Token;
  /** Whether newlines count: not in all brackets they do. */
  newlines: boolean;
  /** Set by the first mistake and for good: what follows may be its fault, so only sure mistakes are told from then on. */
  recovering: boolean;
  /** Expressions and blocks around the current one. */
  depth: number;
  /** They were too many, and the rest was left unread. */
  tooDeep: boolean;
}

export function createParser(tokens: TokenList, locations: Locations): Parser {
  return {
    tokens,
    locations,
    diagnostics: [],
    next: 0,
    newlines: true,
    recovering: false,
    depth: 0,
    tooDeep: false,
  };
}

/** The next token that counts here. */
export function peek(parser: Parser): Token {
  const kind = parser.tokens.kinds[parser.next]!;
  // Nearly always the next token counts, which needs no loop.
  if (kind > Kind.comment || (kind === Kind.newline && parser.newlines)) return parser.next;
  return skip(parser);
}

function skip(parser: Parser): Token {
  const { kinds, count } = parser.tokens;
  let token = parser.next;
  while (token < count && isSkipped(parser, token, kinds[token]!)) token++;
  return token < count ? token : count - 1;
}

function isSkipped({ tokens, newlines }: Parser, token: Token, kind: number): boolean {
  if (kind === Kind.newline) return !newlines;
  return kind === Kind.comment && !(newlines && endsLine(tokens, token));
}

/** A comment up to the end of its line stands for the newline that it swallowed. */
function endsLine({ text, ends }: TokenList, token: Token): boolean {
  return text.charCodeAt((ends[token] as number) - 1) === 0x0a;
}

export function kindOf(parser: Parser, token: Token): Kind {
  const kind = parser.tokens.kinds[token] as Kind;
  return kind === Kind.comment ? Kind.newline : kind;
}

export function peekKind(parser: Parser): Kind {
  return kindOf(parser, peek(parser));
}

export function read(parser: Parser): Token {
  const token = peek(parser);
  parser.next = token + 1;
  return token;
}

export function textOf({ tokens }: Parser, token: Token): string {
  return tokens.text.slice(tokens.starts[token], tokens.ends[token]);
}

/** In UTF-16 units. */
export function lengthOf({ tokens }: Parser, token: Token): number {
  return tokens.ends[token]! - tokens.starts[token]!;
}

/** Whether the next token is this word. */
export function peekWord(parser: Parser, word: string): boolean {
  const token = peek(parser);
  const { text, kinds, starts, ends } = parser.tokens;
  if (kinds[token] !== Kind.identifier || ends[token]! - starts[token]! !== word.length) return false;
  return text.startsWith(word, starts[token]);
}

/** The last token read; at the very start the one to be read. */
export function previous(parser: Parser): Token {
  return parser.next === 0 ? peek(parser) : Math.min(parser.next, parser.tokens.count) - 1;
}

export function rangeOf(parser: Parser, token: Token): Range {
  return new TokenRange(parser.locations, token, token);
}

/** From one token to another. */
export function rangeFrom(parser: Parser, first: Token, last: Token): Range {
  return new TokenRange(parser.locations, first, last);
}

/** Runs with newlines counting or not, as inside of brackets. */
export function withNewlines<T>(parser: Parser, count: boolean, parse: () => T): T {
  const before = setNewlines(parser, count);
  const result = parse();
  parser.newlines = before;
  return result;
}

/** Lets newlines count or not, and gives what was before: for what runs too often for a function made each time. */
export function setNewlines(parser: Parser, count: boolean): boolean {
  const before = parser.newlines;
  parser.newlines = count;
  return before;
}

export type Report = Pick<Diagnostic, 'detail' | 'context' | 'related' | 'hint'> & {
  readonly subject: Range;
};

export function report(parser: Parser, code: HclCode, particulars: Report): void {
  parser.diagnostics.push(problem(code, particulars));
}

/** Tells a mistake that may be nothing but the consequence of an earlier one: only the first such is told. */
export function reportFirst(parser: Parser, code: HclCode, particulars: Report): void {
  if (!parser.recovering) report(parser, code, particulars);
}

/**
 * Whether what was read since there were `before` problems went so wrong that the place in the tokens is unsure. Asked
 * for every expression: a pair of result and answer for each would take as long as reading it.
 */
export function isLost(parser: Parser, before: number): boolean {
  return parser.recovering && parser.diagnostics.length > before;
}

/** Parses a part and says whether it is lost. */
export function attempt<T>(
  parser: Parser,
  parse: (parser: Parser) => T,
): { readonly result: T; readonly lost: boolean } {
  const before = parser.diagnostics.length;
  const result = parse(parser);
  return { result, lost: isLost(parser, before) };
}
