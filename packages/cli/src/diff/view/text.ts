import type { ImageDifference } from '../difference';
import { type ChangeLine, listSections, type Section } from './lines';

/** Lines of a section, until somebody asks for all. */
const shown = 25;

/** A difference for a terminal: what matters by default, and everything on request. */
export function formatDifference(difference: ImageDifference, { all }: { readonly all: boolean }): string {
  const sections = listSections(difference, { all });
  const title = `${difference.before}, then ${difference.after}\n`;
  if (sections.length === 0) return `${title}\nNothing differs.\n`;
  return [title, ...sections.map((section) => formatSection(section, all))].join('\n');
}

function formatSection({ title, lines, left }: Section, all: boolean): string {
  const some = all ? lines : lines.slice(0, shown);
  const width = Math.max(0, ...some.map(({ what }) => what.length));
  const rest = [
    ...(lines.length > some.length ? [`${lines.length - some.length} more`] : []),
    ...(left === undefined ? [] : [left]),
  ];
  return [
    `${title} (${countSigns(lines)})`,
    ...some.map(({ sign, what, how }) =>
      `  ${sign} ${what.padEnd(how === '' ? 0 : width)}  ${how}`.trimEnd(),
    ),
    ...(rest.length > 0 ? [`    not shown: ${rest.join(', ')} (-all)`] : []),
    '',
  ].join('\n');
}

/** `3 added, 1 changed`. */
export function countSigns(lines: readonly ChangeLine[]): string {
  const words = { '+': 'added', '-': 'removed', '~': 'changed' } as const;
  const counts = Object.entries(words).flatMap(([sign, word]) => {
    const count = lines.filter((line) => line.sign === sign).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return counts.join(', ') || 'none to show';
}
