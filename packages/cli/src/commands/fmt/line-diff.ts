/** A text and the name that a diff gives it. */
export interface Side {
  readonly name: string;
  readonly text: string;
}

/** Lines shown around changes, as every tool that reads diffs expects. */
const CONTEXT = 3;

/**
 * A unified diff of two texts of equally many lines, each of which stands where it stood: formatting moves none. So no
 * search for the shortest diff is needed, and the time is linear.
 */
export function formatLineDiff({ from, to }: { readonly from: Side; readonly to: Side }): string {
  const before = splitLines(from.text);
  const after = splitLines(to.text);
  const hunks = findHunks(before, after).map((hunk) => formatHunk(hunk, before, after));
  return hunks.length === 0 ? '' : `--- ${from.name}\n+++ ${to.name}\n${hunks.join('')}`;
}

/** Lines with their ends; what follows the last end is a line if there is anything. */
function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Lines shown together, from 0, `end` exclusive. */
interface Hunk {
  readonly start: number;
  end: number;
}

/** Changes whose surroundings touch are shown together. */
function findHunks(before: readonly string[], after: readonly string[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  for (let line = 0; line < before.length; line++) {
    if (before[line] === after[line]) continue;
    const end = Math.min(before.length, line + 1 + CONTEXT);
    const last = hunks.at(-1);
    if (last && line - CONTEXT <= last.end) last.end = end;
    else hunks.push({ start: Math.max(0, line - CONTEXT), end });
  }
  return hunks;
}

function formatHunk({ start, end }: Hunk, before: readonly string[], after: readonly string[]): string {
  const length = end - start;
  const place = length === 1 ? `${start + 1}` : `${start + 1},${length}`;
  const rows: string[] = [];
  for (let line = start; line < end; ) {
    if (before[line] === after[line]) {
      rows.push(formatRow(' ', before[line++]!));
      continue;
    }
    const first = line;
    while (line < end && before[line] !== after[line]) rows.push(formatRow('-', before[line++]!));
    for (let changed = first; changed < line; changed++) rows.push(formatRow('+', after[changed]!));
  }
  return `@@ -${place} +${place} @@\n${rows.join('')}`;
}

function formatRow(mark: string, line: string): string {
  return line.endsWith('\n') ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`;
}
