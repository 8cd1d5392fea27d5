import type { Range } from '@strata/diagnostics';
import { Kind } from '../scan/token';
import type { Expression, LiteralExpression } from '../syntax/ast';
import { between } from '../syntax/range';
import { parseExpression } from './expression';
import {
  isLost,
  kindOf,
  type Parser,
  peek,
  peekKind,
  rangeOf,
  read,
  report,
  reportFirst,
  setNewlines,
  type Token,
  textOf,
} from './parser';
import { placeholder } from './placeholder';
import { recoverPastCall, recoverTo } from './recovery';

interface Callee {
  readonly name: string;
  readonly nameRange: Range;
  readonly openRange: Range;
}

/** `name(…)`, the name already read. */
export function parseCall(parser: Parser, name: Token): Expression {
  const callee = parseCallee(parser, name);
  if ('kind' in callee) return callee;
  const before = setNewlines(parser, false);
  const { args, expandFinal, close } = parseArguments(parser, callee);
  parser.newlines = before;
  const closeRange = close === undefined ? callee.openRange : rangeOf(parser, close);
  return {
    kind: 'call',
    name: callee.name,
    nameRange: callee.nameRange,
    openRange: callee.openRange,
    args,
    expandFinal,
    closeRange,
    range: between(callee.nameRange, closeRange),
  };
}

/** The name with its namespaces, `a::b`, and the opening parenthesis. */
function parseCallee(parser: Parser, first: Token): Callee | LiteralExpression {
  const start = rangeOf(parser, first);
  let name = textOf(parser, first);
  let nameRange = start;
  let open = read(parser);
  while (kindOf(parser, open) === Kind.doubleColon) {
    const part = read(parser);
    if (kindOf(parser, part) !== Kind.identifier) {
      return abandonCallee(parser, { start, bad: part, code: 'HCL040', detail: missingName });
    }
    name += `::${textOf(parser, part)}`;
    nameRange = between(start, rangeOf(parser, part));
    open = read(parser);
  }
  if (kindOf(parser, open) === Kind.openParen) return { name, nameRange, openRange: rangeOf(parser, open) };
  return abandonCallee(parser, { start, bad: open, code: 'HCL041', detail: missingParenthesis });
}

const missingName = 'Function scope resolution symbol :: must be followed by a function name in this scope.';
const missingParenthesis =
  'Function selector must be followed by an open parenthesis to begin the function call.';

interface BadCallee {
  readonly start: Range;
  readonly bad: Token;
  readonly code: 'HCL040' | 'HCL041';
  readonly detail: string;
}

function abandonCallee(parser: Parser, { start, bad, code, detail }: BadCallee): LiteralExpression {
  const subject = rangeOf(parser, bad);
  const context = between(start, subject);
  report(parser, code, { detail, subject, context });
  recoverPastCall(parser);
  return placeholder(context);
}

interface Arguments {
  readonly args: readonly Expression[];
  readonly expandFinal: boolean;
  readonly close: Token | undefined;
}

function parseArguments(parser: Parser, callee: Callee): Arguments {
  const args: Expression[] = [];
  while (peekKind(parser) !== Kind.closeParen) {
    const before = parser.diagnostics.length;
    args.push(parseExpression(parser));
    if (isLost(parser, before)) return { args, expandFinal: false, close: recoverToClose(parser) };
    const separator = read(parser);
    switch (kindOf(parser, separator)) {
      case Kind.comma:
        continue;
      case Kind.closeParen:
        return { args, expandFinal: false, close: separator };
      case Kind.ellipsis:
        return { args, expandFinal: true, close: readAfterEllipsis(parser, callee, separator) };
      default:
        reportBadSeparator(parser, callee, separator);
        return { args, expandFinal: false, close: recoverTo(parser, Kind.closeParen) };
    }
  }
  return { args, expandFinal: false, close: read(parser) };
}

function recoverToClose(parser: Parser): Token | undefined {
  const token = recoverTo(parser, Kind.closeParen);
  return kindOf(parser, token) === Kind.closeParen ? token : undefined;
}

function readAfterEllipsis(parser: Parser, callee: Callee, ellipsis: Token): Token {
  if (kindOf(parser, peek(parser)) === Kind.closeParen) return read(parser);
  const subject = rangeOf(parser, ellipsis);
  reportFirst(parser, 'HCL042', {
    detail: 'An expanded function argument (with ...) must be immediately followed by closing parentheses.',
    subject,
    context: between(callee.nameRange, subject),
  });
  return recoverTo(parser, Kind.closeParen);
}

function reportBadSeparator(parser: Parser, callee: Callee, separator: Token): void {
  if (kindOf(parser, separator) === Kind.end) {
    report(parser, 'HCL043', {
      detail:
        'There is no closing parenthesis for this function call before the end of the file. This may be caused by incorrect parenthesis nesting elsewhere in this file.',
      subject: between(callee.nameRange, callee.openRange),
    });
    return;
  }
  const subject = rangeOf(parser, separator);
  report(parser, 'HCL044', {
    detail: 'A comma is required to separate each function argument from the next.',
    subject,
    context: between(callee.nameRange, subject),
  });
}
