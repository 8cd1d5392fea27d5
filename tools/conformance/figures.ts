import type { Verdict } from '../../packages/hcl/src/testing/judge';
import { type Measure, measures } from '../../packages/hcl/src/testing/suite';
import { alignColumns } from './columns';

/** How much of what a measure counts agrees. */
export interface Figure {
  readonly title: string;
  readonly passed: number;
  readonly applying: number;
  /** From 0 to 1. */
  readonly share: number;
  readonly goal: number;
}

/** One figure for each measure that some suite counts towards. */
export function getFigures(verdicts: readonly Verdict[]): readonly Figure[] {
  const names = [...new Set(verdicts.map(({ measure }) => measure))];
  return names.map((name) => getFigure(name, verdicts));
}

function getFigure(name: Measure, verdicts: readonly Verdict[]): Figure {
  const counted = verdicts.filter(({ measure }) => measure === name);
  const passed = counted.reduce((sum, verdict) => sum + verdict.passed, 0);
  const applying = counted.reduce((sum, verdict) => sum + verdict.applying, 0);
  return { ...measures[name], passed, applying, share: applying === 0 ? 1 : passed / applying };
}

export function formatFigures(verdicts: readonly Verdict[]): string {
  const rows = getFigures(verdicts).map(({ title, passed, applying, share, goal }) => [
    title,
    `${passed} of ${applying}`,
    formatShare(share),
    `goal ${formatShare(goal)}: ${share >= goal ? 'met' : 'missed'}`,
  ]);
  return `\nFigures\n${alignColumns(rows)}`;
}

/** Rounded down, so that 100 % means all. */
function formatShare(share: number): string {
  return `${Math.floor(share * 10_000) / 100} %`;
}
