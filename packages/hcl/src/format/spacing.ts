import { Kind } from '../scan/token';
import type { TokenList } from '../scan/token-list';
import { bracketChange } from './brackets';
import type { LineList } from './lines';

/** Sets the spaces between the tokens of each cell: one or none. */
export function spaceTokens(tokens: TokenList, lines: LineList, spaces: Int32Array): void {
  for (let line = 0; line < lines.count; line++) {
    spaceCell(tokens, lines.leads[line]!, lines.assignments[line]!, spaces);
    spaceCell(tokens, lines.assignments[line]!, lines.comments[line]!, spaces);
  }
}

function spaceCell(tokens: TokenList, start: number, end: number, spaces: Int32Array): void {
  let before = nothing;
  for (let at = start; at + 1 < end; at++) {
    spaces[at + 1] = areApart(tokens, at, before) ? 1 : 0;
    before = tokens.kinds[at]!;
  }
}

/** Stands for the kind of what is before the first token of a cell. */
const nothing = -1;

/** Whether a space stands between a token and the one after it. The first rule that fits decides. */
function areApart(tokens: TokenList, at: number, before: number): boolean {
  const token = tokens.kinds[at]!;
  const after = tokens.kinds[at + 1]!;
  if (after === Kind.newline) return false;
  if (token === Kind.identifier && after === Kind.openParen) return false;
  if (token === Kind.identifier && after === Kind.doubleColon) return false;
  if (token === Kind.doubleColon && after === Kind.identifier) return false;
  if (token === Kind.dot || after === Kind.dot) return false;
  if (after === Kind.comma || after === Kind.ellipsis) return false;
  if (token === Kind.comma) return true;
  if (staysAfter.has(token) || staysBefore.has(after)) return false;
  // `for x in [a]` is no index into something called `in`.
  if (token === Kind.identifier && before === Kind.identifier && isIn(tokens, at)) return true;
  if (after === Kind.openBracket && canBeIndexed(token)) return false;
  if (token === Kind.bang) return false;
  if (token === Kind.minus) return before !== nothing && !leadsToNegation.has(before);
  // Braces alone among the brackets have spaces inside, unless nothing is in them.
  if (token === Kind.openBrace || after === Kind.closeBrace) {
    return !(token === Kind.openBrace && after === Kind.closeBrace);
  }
  // `${ { a = 1 } }` keeps the braces of the object apart from those of the sequence.
  if (opensSequence(token) && after === Kind.openBrace) return true;
  if (token === Kind.closeBrace && after === Kind.closeSequence) return true;
  if (token === Kind.closeSequence && opensSequence(after)) return false;
  return bracketChange(token) <= 0 && bracketChange(after) >= 0;
}

/** Text: a space after it, or before it, would become part of it. */
const staysAfter = kinds(Kind.quotedText, Kind.plainText, Kind.openQuote, Kind.openHeredoc);
const staysBefore = kinds(Kind.quotedText, Kind.plainText, Kind.closeQuote, Kind.closeHeredoc);

/** After these no operand has ended, so that a minus cannot be a subtraction. */
const leadsToNegation = kinds(
  Kind.openParen,
  Kind.openBrace,
  Kind.openBracket,
  Kind.equals,
  Kind.colon,
  Kind.comma,
  Kind.question,
  Kind.plus,
  Kind.star,
  Kind.slash,
  Kind.percent,
  Kind.minus,
  Kind.equal,
  Kind.notEqual,
  Kind.greater,
  Kind.greaterOrEqual,
  Kind.less,
  Kind.lessOrEqual,
  Kind.and,
  Kind.or,
  Kind.bang,
);

function kinds(...members: readonly Kind[]): ReadonlySet<number> {
  return new Set(members);
}

function canBeIndexed(kind: number): boolean {
  return kind === Kind.identifier || kind === Kind.number || bracketChange(kind) < 0;
}

function opensSequence(kind: number): boolean {
  return kind === Kind.openInterpolation || kind === Kind.openDirective;
}

function isIn({ text, starts, ends }: TokenList, token: number): boolean {
  return ends[token]! - starts[token]! === 2 && text.startsWith('in', starts[token]!);
}
