import type { Range } from '@strata/diagnostics';
import { createCursor } from '../scan/point';
import { quote } from '../text/quote';
import type { JsonString } from './node';
import { type JsonParser, read, report } from './parser';

const escapes = /\\(?:u[\da-fA-F]{4}|u[\da-fA-F]{0,3}|.)/gs;
const loneSurrogates = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const letters: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** Parses a string, closed or not. Each wrong escape is told. */
export function parseString(parser: JsonParser): JsonString {
  const { kind, text: raw, range } = read(parser);
  if (kind === 'unclosed') {
    complain(parser, 'it has no closing quote before the end of its line', { subject: range });
    return { kind: 'string', string: raw.slice(1), raw, range };
  }
  const body = raw.slice(1, -1);
  return {
    kind: 'string',
    string: body.includes('\\') ? replaceEscapes(parser, body, range) : body,
    raw,
    range,
  };
}

const openingQuote = 1;

function replaceEscapes(parser: JsonParser, body: string, range: Range): string {
  const at = createCursor(`"${body}`, range.file, range.start);
  const text = body.replace(escapes, (piece, offset: number) => {
    const selector = piece[1] as string;
    if (piece.length === '\\u0000'.length) return String.fromCharCode(Number.parseInt(piece.slice(2), 16));
    const letter = letters.get(selector);
    if (letter !== undefined) return letter;
    const subject = at(openingQuote + offset, piece.length);
    complain(parser, escapeProblem(piece), { subject, context: range });
    return piece;
  });
  return text.replace(loneSurrogates, '\ufffd');
}

function escapeProblem(piece: string): string {
  if (piece[1] === 'u') return `${quote(piece)} lacks some of its four hexadecimal digits`;
  return `${quote(piece)} is no escape; there are \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX`;
}

function complain(parser: JsonParser, reason: string, place: { subject: Range; context?: Range }): void {
  const detail = `There is a syntax error in the given JSON string: ${reason}.`;
  report(parser, 'HCL516', { detail, ...place });
}
