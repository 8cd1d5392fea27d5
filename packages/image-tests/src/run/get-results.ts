import type { Check } from '../checks/check';
import { getSubject } from '../checks/kind';
import type { TestFile } from '../collect/test-file';
import { kinds } from '../kinds';
import type { Judged } from './judge';
import type { TestResult } from './result';

/** One result for each attribute of a check. */
export function getResults(test: TestFile, check: Check, judged: readonly Judged[]): readonly TestResult[] {
  const about = getSubject(kinds[check.kind], check);
  return judged.map(({ expectation, outcome, milliseconds }) => ({
    image: test.image,
    file: expectation.range.file,
    range: expectation.range,
    kind: 'check',
    label: kinds[check.kind].label,
    subject: check.id,
    attribute: expectation.attribute,
    ...(about !== check.id && { about }),
    ...(check.title !== undefined && { title: check.title }),
    ...(check.meta && { meta: check.meta }),
    milliseconds,
    outcome,
  }));
}
