import { Kind } from '../scan/token';
import { kindOf, type Parser, read, type Token } from './parser';

const openers: ReadonlyMap<Kind, Kind> = new Map<Kind, Kind>([
  [Kind.closeBrace, Kind.openBrace],
  [Kind.closeBracket, Kind.openBracket],
  [Kind.closeParen, Kind.openParen],
  [Kind.closeQuote, Kind.openQuote],
  [Kind.closeHeredoc, Kind.openHeredoc],
  [Kind.closeSequence, Kind.openInterpolation],
]);

const opening: ReadonlySet<Kind> = new Set(openers.values());

/** A directive and an interpolation end alike, so here they also begin alike. */
function bracketKind(parser: Parser, token: Token): Kind {
  const kind = kindOf(parser, token);
  return kind === Kind.openDirective ? Kind.openInterpolation : kind;
}

/** Reads on to the end of the bracket that we are in, past brackets of that kind inside it. */
export function recoverTo(parser: Parser, end: Kind): Token {
  parser.recovering = true;
  const start = openers.get(end);
  let depth = 0;
  for (;;) {
    const token = read(parser);
    const kind = end === Kind.closeSequence ? bracketKind(parser, token) : kindOf(parser, token);
    if (kind === Kind.end) return token;
    if (kind === start) depth++;
    else if (kind === end && depth-- === 0) return token;
  }
}

/** Reads on past the next pair of parentheses. */
export function recoverPastCall(parser: Parser): void {
  parser.recovering = true;
  for (;;) {
    const kind = kindOf(parser, read(parser));
    if (kind === Kind.end) return;
    if (kind === Kind.openParen) break;
  }
  recoverTo(parser, Kind.closeParen);
}

/** Reads on to the end of the line that the current argument or block ends on. */
export function recoverPastItem(parser: Parser): void {
  parser.recovering = true;
  const open: Kind[] = [];
  for (;;) {
    const kind = bracketKind(parser, read(parser));
    if (kind === Kind.end || (kind === Kind.newline && open.length === 0)) return;
    if (opening.has(kind)) open.push(kind);
    else if (openers.has(kind)) closeBracket(open, openers.get(kind) as Kind);
  }
}

/** Closes the innermost bracket of the kind and all that is open in it; without such a bracket, everything. */
function closeBracket(open: Kind[], opener: Kind): void {
  const at = open.lastIndexOf(opener);
  open.length = Math.max(at, 0);
}
