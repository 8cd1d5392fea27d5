import type { Cursor } from '../scan/point';
import { Kind } from '../scan/token';
import { quote } from '../text/quote';
import { kindOf, type Parser, report, type Token, textOf } from './parser';

/** What stands for something else in a quoted text. */
export const quotedPieces = /\\u[0-9a-fA-F]{0,4}|\\U[0-9a-fA-F]{0,8}|\\.|\$\$\{~?|%%\{~?/gsu;
/** The same in heredocs and template files, which have no escapes by backslash. */
export const plainPieces = /\$\$\{~?|%%\{~?/g;

const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** What the text of a token stands for: escapes replaced. */
export function unescapeToken(parser: Parser, token: Token): string {
  const quoted = kindOf(parser, token) === Kind.quotedText;
  const raw = textOf(parser, token);
  if (!mayEscape(parser, raw)) return raw;
  let at: Cursor | undefined;
  return raw.replace(quoted ? quotedPieces : plainPieces, (piece, offset: number) =>
    unescapePiece(piece, (detail) => {
      at ??= parser.locations.cursor(token);
      report(parser, 'HCL022', { detail, subject: at(offset, piece.length) });
    }),
  );
}

/** Whether anything in a text may stand for something else. An escaped opening of a sequence is a token of its own. */
function mayEscape({ tokens }: Parser, raw: string): boolean {
  return (tokens.escapes && raw.includes('\\')) || raw.charCodeAt(2) === openBrace;
}

const openBrace = 0x7b;

function unescapePiece(piece: string, complain: (detail: string) => void): string {
  if (piece[0] !== '\\') return piece.slice(1);
  const selector = piece.slice(1);
  const letter = letters[selector];
  if (letter !== undefined) return letter;
  if (selector[0] === 'u' || selector[0] === 'U') return unescapeCodePoint(piece, complain);
  complain(`The symbol ${quote(selector)} is not a valid escape sequence selector.`);
  return selector;
}

function unescapeCodePoint(piece: string, complain: (detail: string) => void): string {
  const long = piece[1] === 'U';
  if (piece.length !== (long ? 10 : 6)) {
    complain(
      `The \\${piece[1]} escape sequence must be followed by ${long ? 'eight' : 'four'} hexadecimal digits.`,
    );
    return piece;
  }
  const point = Number.parseInt(piece.slice(2), 16);
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
    complain(`Cannot encode character U+${point.toString(16).padStart(4, '0')} in UTF-8.`);
    return piece;
  }
  return String.fromCodePoint(point);
}
