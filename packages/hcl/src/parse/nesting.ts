import { type Parser, peek, rangeOf, report } from './parser';

/**
 * How deep expressions and blocks may nest. Far above what anyone writes (the deepest template we know has 14), and far
 * below what the call stack of Node bears in parser, evaluator and every other walk over the tree.
 */
export const maxNesting = 200;

/** Goes one level deeper, unless that is too deep. */
export function enter(parser: Parser): boolean {
  if (isTooDeep(parser, 0)) return false;
  parser.depth++;
  return true;
}

export function leave(parser: Parser): void {
  parser.depth--;
}

/** Whether so many more levels are too deep; if so that is told once, and nothing more is read. */
export function isTooDeep(parser: Parser, levels: number): boolean {
  if (parser.depth + levels < maxNesting) return false;
  const token = peek(parser);
  if (!parser.tooDeep) {
    report(parser, 'HCL005', {
      detail: `Expressions and blocks may be nested up to ${maxNesting} levels deep.`,
      subject: rangeOf(parser, token),
    });
  }
  parser.tooDeep = true;
  parser.recovering = true;
  parser.next = parser.tokens.count - 1;
  return true;
}
