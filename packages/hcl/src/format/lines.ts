import { Kind } from '../scan/token';
import type { TokenList } from '../scan/token-list';
import { bracketChange } from './brackets';

/**
 * What is laid out as one line, with up to three cells: a lead, an assignment (`= value`) and a comment at the end. A
 * heredoc or a comment between stars does not end it. Columns of token numbers, as in `TokenList`: a file may have
 * millions of lines.
 */
export interface LineList {
  readonly count: number;
  /** The first token of each line, and after the last line the token that ends the file. */
  readonly leads: Int32Array;
  /** Where the assignment starts; where the comment does when there is none. */
  readonly assignments: Int32Array;
  /** Where the comment starts; where the line ends when there is none. */
  readonly comments: Int32Array;
}

/** Cuts tokens into lines. The token that ends the file is on none of them. */
export function cutLines(tokens: TokenList): LineList {
  const leads = findLeads(tokens);
  const count = leads.length - 1;
  const assignments = new Int32Array(count);
  const comments = new Int32Array(count);
  for (let line = 0; line < count; line++) {
    comments[line] = findComment(tokens, leads[line]!, leads[line + 1]!);
    assignments[line] = findAssignment(tokens, leads[line]!, comments[line]!);
  }
  return { count, leads, assignments, comments };
}

function findLeads(tokens: TokenList): Int32Array {
  const last = tokens.count - 1;
  const leads = new Int32Array(tokens.count);
  let count = 1;
  for (let token = 0; token < last; token++) if (endsLine(tokens, token)) leads[count++] = token + 1;
  if (leads[count - 1] !== last) leads[count++] = last;
  return leads.subarray(0, count);
}

/** A comment up to the end of its line holds the line break. */
function endsLine({ kinds, text, ends }: TokenList, token: number): boolean {
  const kind = kinds[token];
  if (kind === Kind.newline) return true;
  return kind === Kind.comment && text.charCodeAt(ends[token]! - 1) === 0x0a;
}

/** A comment that has its line for itself is the line's lead. */
function findComment({ kinds }: TokenList, start: number, end: number): number {
  return end - start > 1 && kinds[end - 1] === Kind.comment ? end - 1 : end;
}

/** Only a value that ends on its line is aligned with others: one that leaves a bracket open is part of the lead. */
function findAssignment({ kinds }: TokenList, start: number, end: number): number {
  let token = start + 1;
  while (token < end && kinds[token] !== Kind.equals) token++;
  if (token >= end) return end;
  let open = 0;
  for (let at = token; at < end; at++) open += bracketChange(kinds[at]!);
  return open === 0 ? token : end;
}
