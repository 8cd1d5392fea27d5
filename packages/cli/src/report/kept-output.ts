import { getVisible } from '@strata/diagnostics';

/** A line that was printed or said. */
export interface OutputLine {
  readonly from: 'stdout' | 'stderr' | 'say';
  readonly text: string;
}

/** The beginning and the end of what was printed. */
export interface KeptOutput {
  readonly head: readonly OutputLine[];
  /** Lines between the two that are not kept. */
  readonly left: number;
  readonly tail: readonly OutputLine[];
}

const HEAD_LINES = 50;
/** What went wrong stands at the end. */
const TAIL_LINES = 250;
/** Characters of a line: a minified file on a terminal is one line of megabytes. */
const LINE_LENGTH = 2_000;

/** Keeps so much of an output of any size. */
export class OutputKeeper implements KeptOutput {
  readonly head: OutputLine[] = [];
  readonly tail: OutputLine[] = [];
  left = 0;

  add(from: OutputLine['from'], text: string): void {
    const line = { from, text: getVisible(cut(text).replace(ESCAPE_SEQUENCES, '')) };
    if (this.head.length < HEAD_LINES) {
      this.head.push(line);
      return;
    }
    this.tail.push(line);
    // In larger steps than one line, since each moves all the others.
    if (this.tail.length < 2 * TAIL_LINES) return;
    this.left += TAIL_LINES;
    this.tail.splice(0, TAIL_LINES);
  }
}

/** Colours and movements of ECMA-48, and titles of windows: a page has no cursor. */
const ESCAPE_SEQUENCES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\))/g;

function cut(text: string): string {
  if (text.length <= LINE_LENGTH) return text;
  return `${text.slice(0, LINE_LENGTH)}… (${text.length - LINE_LENGTH} more characters)`;
}
