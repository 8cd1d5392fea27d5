import { Kind } from '../scan/token';
import { type Parser, peek, rangeOf, report } from './parser';

/**
 * How deep expressions and blocks may nest. Far above what anyone writes (the deepest template we know has 14), and far
 * below what the call stack of Node bears in parser, evaluator and every other walk over the tree.
 */
export const maxNesting = 200;

/** Goes one level deeper; when that is too deep says so once and skips to the end of the source. */
export function enter(parser: Parser): boolean {
  if (parser.depth < maxNesting) {
    parser.depth++;
    return true;
  }
  const token = peek(parser);
  if (parser.tokens.kinds[token] !== Kind.end) {
    report(parser, 'HCL005', {
      detail: `Expressions and blocks may be nested up to ${maxNesting} levels deep.`,
      subject: rangeOf(parser, token),
    });
  }
  parser.recovering = true;
  parser.next = parser.tokens.count - 1;
  return false;
}

export function leave(parser: Parser): void {
  parser.depth--;
}
