import { IndentedRange } from '../scan/token-range';
import { countGraphemes, firstGraphemes } from '../text/graphemes';
import { leadingSpace } from '../text/space';
import type { TemplatePart, TextPart } from './template-parts';

/**
 * `<<-`: takes from every line the white space that all lines begin with. A line of nothing but space does not count,
 * and neither is it shortened.
 */
export function removeIndentation(parts: readonly TemplatePart[]): void {
  const { lines, width } = measureLines(parts);
  for (const line of lines) removeColumns(line, width);
}

function measureLines(parts: readonly TemplatePart[]): {
  readonly lines: readonly TextPart[];
  readonly width: number;
} {
  const lines: TextPart[] = [];
  let width = Number.POSITIVE_INFINITY;
  let lineStarts = true;
  for (const part of parts) {
    if (lineStarts && !isBlankLine(part)) {
      width = Math.min(width, part.kind === 'text' ? indentationOf(part) : 0);
      if (part.kind === 'text') lines.push(part);
    }
    lineStarts = part.kind === 'text' ? part.text.endsWith('\n') : lineStarts && isBlankLine(part);
  }
  return { lines, width };
}

function isBlankLine(part: TemplatePart): boolean {
  return part.kind === 'text' && part.text.endsWith('\n') && leadingSpace(part.text) === part.text.length;
}

function indentationOf(part: TextPart): number {
  return countGraphemes(part.text.slice(0, leadingSpace(part.text)));
}

function removeColumns(line: TextPart, width: number): void {
  if (width === 0) return;
  const removed = firstGraphemes(line.text.slice(0, leadingSpace(line.text)), width);
  line.text = line.text.slice(removed.length);
  line.range = new IndentedRange(line.range, width, Buffer.byteLength(removed));
}
