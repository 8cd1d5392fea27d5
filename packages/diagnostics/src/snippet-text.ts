import { cutToCells, getCells, getGraphemes, getVisible } from './display';
import type { SnippetLine } from './snippet';
import type { Style } from './style';

interface SnippetOptions {
  /** Cells of a line. @default no limit */
  readonly width?: number;
  readonly style: Style;
}

/** Source lines behind their numbers, the part that is meant underlined by `^`, `...` where lines are left out. */
export function formatSnippet(lines: readonly SnippetLine[], options: SnippetOptions): string {
  const gutter = Math.max(2, String(lines.at(-1)?.number ?? 0).length);
  return lines
    .flatMap((line, index) => {
      const gap = index > 0 && line.number > lines[index - 1]!.number + 1;
      return [...(gap ? [`  ${'...'.padStart(gutter)}`] : []), ...formatLine(line, gutter, options)];
    })
    .join('\n');
}

function formatLine(line: SnippetLine, gutter: number, { width, style }: SnippetOptions): readonly string[] {
  const number = `  ${String(line.number).padStart(gutter)}: `;
  const room = width === undefined ? Number.POSITIVE_INFINITY : Math.max(20, width - number.length);
  const { text, mark } = getDrawn(line, room);
  const shown = `${style.faint(number)}${text}`.trimEnd();
  if (!mark) return [shown];
  const carets = '^'.repeat(Math.max(1, mark.cells));
  return [shown, `${' '.repeat(number.length + mark.offset)}${style.mark(carets)}`];
}

interface Drawn {
  readonly text: string;
  /** In cells. */
  readonly mark?: { readonly offset: number; readonly cells: number };
}

/** The line as it fits in `room` cells: moved left when the mark would lie outside. */
function getDrawn({ text, mark }: SnippetLine, room: number): Drawn {
  if (!mark) return { text: cutToCells(draw(text), room) };
  const before = draw(text.slice(0, mark.start));
  const marked = draw(text.slice(mark.start, mark.end), getCells(before));
  const after = draw(text.slice(mark.end), getCells(before + marked));
  const needed = getCells(before) + Math.min(getCells(marked), room / 2);
  const head = needed > room ? keepEnd(before, room / 4) : before;
  const shown = cutToCells(head + marked + after, room);
  const offset = getCells(head);
  return { text: shown, mark: { offset, cells: Math.min(getCells(marked), getCells(shown) - offset) } };
}

/** Tabs go to the next multiple of four; characters that would act on the terminal become visible. */
function draw(text: string, at = 0): string {
  let drawn = '';
  for (const [index, part] of text.split('\t').entries()) {
    if (index > 0) drawn += ' '.repeat(4 - ((at + getCells(drawn)) % 4));
    drawn += getVisible(part);
  }
  return drawn;
}

/** The mirror of `truncate`. */
function keepEnd(text: string, cells: number): string {
  const kept: string[] = [];
  let used = 1;
  for (const grapheme of [...getGraphemes(text)].reverse()) {
    used += getCells(grapheme);
    if (used > cells) break;
    kept.push(grapheme);
  }
  return `…${kept.reverse().join('')}`;
}
