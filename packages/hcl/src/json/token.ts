import type { Range } from '@strata/diagnostics';

/**
 * Words, numbers and strings are taken as their writer most likely meant them, so that what is wrong with them can be
 * said: `True` is one word, `0x10` one number, and an `unclosed` string goes up to the end of its line.
 */
export type JsonTokenKind =
  | '{'
  | '}'
  | '['
  | ']'
  | ','
  | ':'
  /** Has no place in JSON; told apart for those who are used to the native syntax. */
  | '='
  | 'string'
  | 'unclosed'
  | 'number'
  | 'word'
  | 'invalid'
  | 'end';

export interface JsonToken {
  readonly kind: JsonTokenKind;
  readonly text: string;
  readonly range: Range;
}
