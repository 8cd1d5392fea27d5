/** A kind of thing that a run makes, and what it costs at most. */
export interface CostLine {
  /** `2 machines t3.small, 1 h each`. */
  readonly what: string;
  /** US dollars. */
  readonly most: number;
}

export function sumCosts(lines: readonly CostLine[]): number {
  return lines.reduce((sum, { most }) => sum + most, 0);
}

export function formatCosts(lines: readonly CostLine[]): string {
  const rows = [...lines, { what: 'all', most: sumCosts(lines) }];
  return rows.map(({ what, most }) => `  at most ${most.toFixed(2)} USD  ${what}\n`).join('');
}

/** `1.5`, `2`. */
export function formatHours(hours: number): string {
  return hours.toFixed(1).replace(/\.0$/, '');
}
