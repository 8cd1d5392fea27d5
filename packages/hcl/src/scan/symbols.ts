import { Kind } from './token';

/** Symbols of one character that never start a longer one. */
export const singles: ReadonlyMap<string, Kind> = new Map<string, Kind>([
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

/** Longer symbols, by their first character. */
export const longer: ReadonlyMap<string, readonly (readonly [string, Kind])[]> = new Map([
  ['.', [['...', Kind.ellipsis]]],
  [
    '=',
    [
      ['==', Kind.equal],
      ['=>', Kind.fatArrow],
    ],
  ],
  ['<', [['<=', Kind.lessOrEqual]]],
  ['>', [['>=', Kind.greaterOrEqual]]],
  ['!', [['!=', Kind.notEqual]]],
  [':', [['::', Kind.doubleColon]]],
  ['&', [['&&', Kind.and]]],
  ['|', [['||', Kind.or]]],
]);
