import type { Range } from '@strata/diagnostics';
import { Kind } from '../scan/token';
import { type Parser, peek, peekKind, peekWord, rangeOf, read, textOf } from './parser';

export interface ForNames {
  readonly keyName: string | undefined;
  readonly valueName: string;
}

/** What to say when a part of the names is missing. */
export interface ForNameProblems {
  readonly first: string;
  readonly second: string;
  readonly in: string;
}

/** `v in` or `k, v in`, as in expressions and in directives. */
export function parseForNames(
  parser: Parser,
  problems: ForNameProblems,
  report: (detail: string, subject: Range) => void,
): ForNames | undefined {
  const tell = (detail: string) => void report(detail, rangeOf(parser, peek(parser)));
  if (peekKind(parser) !== Kind.identifier) return tell(problems.first);
  const first = textOf(parser, read(parser));
  let second: string | undefined;
  if (peekKind(parser) === Kind.comma) {
    read(parser);
    if (peekKind(parser) !== Kind.identifier) return tell(problems.second);
    second = textOf(parser, read(parser));
  }
  if (!peekWord(parser, 'in')) return tell(problems.in);
  read(parser);
  return second === undefined
    ? { keyName: undefined, valueName: first }
    : { keyName: first, valueName: second };
}
