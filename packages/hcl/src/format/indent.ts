import { Kind } from '../scan/token';
import type { TokenList } from '../scan/token-list';
import { bracketChange } from './brackets';
import type { LineList } from './lines';

const spacesPerLevel = 2;

/**
 * Sets the spaces before each line. A line that opens more brackets than it closes goes one level deeper, however many
 * they are, so `[{` needs one `}]` to come back.
 */
export function indentLines(tokens: TokenList, lines: LineList, spaces: Int32Array): void {
  /** How many brackets are open of each level. */
  const levels: number[] = [];
  for (let line = 0; line < lines.count; line++) {
    const start = lines.leads[line]!;
    if (tokens.kinds[start] === Kind.newline) {
      spaces[start] = 0;
      continue;
    }
    const change = getChange(tokens, start, lines.assignments[line]!);
    if (change < 0) closeBrackets(levels, -change);
    spaces[start] = spacesPerLevel * levels.length;
    if (change > 0) levels.push(change);
  }
}

/** By how much a lead goes deeper; an assignment closes what it opens. What follows a heredoc's opening is its text. */
function getChange({ kinds }: TokenList, start: number, end: number): number {
  let change = 0;
  for (let token = start; token < end && kinds[token] !== Kind.openHeredoc; token++) {
    change += bracketChange(kinds[token]!);
  }
  return change;
}

/** Leaves every level of which nothing stays open. Brackets that were never opened are left out of account. */
function closeBrackets(levels: number[], closed: number): void {
  for (let left = closed; left > 0 && levels.length > 0; ) {
    const open = levels.pop()!;
    if (open > left) levels.push(open - left);
    left -= open;
  }
}
