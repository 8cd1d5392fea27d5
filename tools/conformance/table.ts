import type { Verdict } from '../../packages/hcl/src/testing/judge';
import { alignColumns } from './columns';

/** A line for each suite: its cases, those that apply, passed and failed, and those left out. */
export function formatTable(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ name, cases, applying, passed }) => [
    name,
    String(cases),
    String(applying),
    String(passed),
    String(applying - passed),
    String(cases - applying),
  ]);
  return alignColumns([['suite', 'cases', 'apply', 'passed', 'failed', 'left out'], ...rows]);
}
