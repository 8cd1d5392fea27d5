import type { Figure } from './case';
import { median } from './measure';

const titles = ['', 'median', 'min', 'max', '', 'runs', ''] as const;

/** Figures as lines of one table: what, median, least and most with their unit, how many runs, and what to say of it. */
export function formatFigures(figures: readonly Figure[]): readonly string[] {
  const rows = [titles, ...figures.map(getCells)];
  const widths = titles.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => align(cell, widths[column] as number, column))
      .join('  ')
      .trimEnd(),
  );
}

function getCells({ name, values, unit = 's', note, goal }: Figure): readonly string[] {
  const verdict = goal && `${goal.text}: ${goal.met ? 'met' : 'missed'}`;
  const said = [note, verdict].filter(Boolean).join(', ');
  const numbers = [median(values), Math.min(...values), Math.max(...values)];
  return [name, ...numbers.map((value) => value.toFixed(2)), unit, `${values.length}`, said];
}

/** Numbers end below each other. */
function align(cell: string, width: number, column: number): string {
  return isNumber(column) ? cell.padStart(width) : cell.padEnd(width);
}

function isNumber(column: number): boolean {
  return (column >= 1 && column <= 3) || column === 5;
}
