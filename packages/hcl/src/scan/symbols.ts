import { Kind } from './token';
import { asciiUnits, tableOf } from './units';

type Symbols = readonly (readonly [string, Kind])[];

/** Kinds of the symbols of one character, by their unit; 0 for what is no symbol. */
export const singles = kindsByUnit([
  ['[', Kind.openBracket],
  [']', Kind.closeBracket],
  ['(', Kind.openParen],
  [')', Kind.closeParen],
  [',', Kind.comma],
  ['*', Kind.star],
  ['/', Kind.slash],
  ['%', Kind.percent],
  ['+', Kind.plus],
  ['-', Kind.minus],
  ['?', Kind.question],
  ['^', Kind.bitwiseXor],
  ['~', Kind.bitwiseNot],
  [';', Kind.semicolon],
  ['\n', Kind.newline],
  ['`', Kind.backtick],
  ["'", Kind.apostrophe],
  ['.', Kind.dot],
  ['=', Kind.equals],
  ['<', Kind.less],
  ['>', Kind.greater],
  ['!', Kind.bang],
  [':', Kind.colon],
  ['&', Kind.bitwiseAnd],
  ['|', Kind.bitwiseOr],
]);

/** A symbol of several characters. Its second unit tells it from nearly everything else. */
export interface LongerSymbol {
  readonly text: string;
  readonly second: number;
  readonly kind: Kind;
}

/** Longer symbols, by the unit of their first character. */
export const longer = groupedByUnit([
  ['...', Kind.ellipsis],
  ['==', Kind.equal],
  ['=>', Kind.fatArrow],
  ['<=', Kind.lessOrEqual],
  ['>=', Kind.greaterOrEqual],
  ['!=', Kind.notEqual],
  ['::', Kind.doubleColon],
  ['&&', Kind.and],
  ['||', Kind.or],
]);

/** What a longer symbol may go on with. */
export const seconds = tableOf('.=>:&|');

function kindsByUnit(symbols: Symbols): Uint8Array {
  const kinds = new Uint8Array(asciiUnits);
  for (const [symbol, kind] of symbols) kinds[symbol.charCodeAt(0)] = kind;
  return kinds;
}

function groupedByUnit(symbols: Symbols): readonly (readonly LongerSymbol[])[] {
  const all = symbols.map(([text, kind]) => ({ text, second: text.charCodeAt(1), kind }));
  return Array.from({ length: asciiUnits }, (_, unit) =>
    all.filter(({ text }) => text.charCodeAt(0) === unit),
  );
}
