import { Kind } from '../scan/token';
import type { Traversal } from '../syntax/ast';
import { kindOf, type Parser, peek, rangeOf, reportFirst } from './parser';
import { parseOperand } from './traversal';

/** A reference and nothing else. */
export function parseReference(parser: Parser): Traversal | undefined {
  if (kindOf(parser, peek(parser)) !== Kind.identifier) {
    reportFirst(parser, 'HCL052', {
      detail: 'Must begin with a variable name.',
      subject: rangeOf(parser, peek(parser)),
    });
    return undefined;
  }
  const expr = parseOperand(parser);
  const next = peek(parser);
  if (expr.kind === 'traversal' && kindOf(parser, next) === Kind.end) return expr.traversal;
  reportFirst(parser, 'HCL053', {
    detail: 'A name followed by attribute names and constant indexes is expected, and nothing after it.',
    subject: expr.kind === 'traversal' ? rangeOf(parser, next) : expr.range,
  });
  return undefined;
}
