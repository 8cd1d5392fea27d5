import type { Range } from '@strata/diagnostics';
import { Kind } from '../scan/token';
import { between } from '../syntax/range';
import { kindOf, type Parser, previous, rangeFrom, rangeOf, read, report, type Token } from './parser';
import { recoverTo } from './recovery';
import { unescapeToken } from './string-literal';

/** A string that must be known while reading, such as a block's label: no `${}` in it. */
export function parseQuotedLabel(parser: Parser): { readonly text: string; readonly range: Range } {
  const first = read(parser);
  const open = rangeOf(parser, first);
  let text = '';
  for (;;) {
    const token = read(parser);
    switch (kindOf(parser, token)) {
      case Kind.closeQuote:
        return { text, range: rangeFrom(parser, first, token) };
      case Kind.quotedText:
        text += unescapeToken(parser, token);
        break;
      case Kind.openInterpolation:
      case Kind.openDirective:
        text += skipSequence(parser, token, open);
        break;
      default:
        return { text, range: between(open, abandonLabel(parser, token, open)) };
    }
  }
}

/** Leaves a trace in the text, so that nobody takes it for what was meant. */
function skipSequence(parser: Parser, token: Token, open: Range): string {
  const mark = kindOf(parser, token) === Kind.openDirective ? '%' : '$';
  const subject = rangeOf(parser, token);
  report(parser, 'HCL020', {
    detail: `Template sequences are not allowed in this string. To include a literal "${mark}", double it (as "${mark}${mark}") to escape it.`,
    subject,
    context: between(open, subject),
  });
  recoverTo(parser, Kind.closeSequence);
  return `${mark}{ ... }`;
}

function abandonLabel(parser: Parser, token: Token, open: Range): Range {
  const subject = rangeOf(parser, token);
  const context = between(open, subject);
  if (kindOf(parser, token) === Kind.end) {
    report(parser, 'HCL021', {
      detail: 'Unable to find the closing quote mark before the end of the file.',
      subject,
      context,
    });
    return subject;
  }
  report(parser, 'HCL020', { detail: 'This item is not valid in a string literal.', subject, context });
  recoverTo(parser, Kind.closeQuote);
  return rangeOf(parser, previous(parser));
}
