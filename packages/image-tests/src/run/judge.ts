import type { Check, Expectation } from '../checks/check';
import type { Answer, Findings } from '../checks/kind';
import { kinds } from '../kinds';
import { match } from '../match/match';
import type { Outcome } from './result';

/** How one attribute of a check came out. */
export interface Judged {
  readonly expectation: Expectation;
  readonly outcome: Outcome;
  readonly milliseconds: number;
}

/**
 * Holds what a guest answered against what is expected.
 *
 * @param answers undefined when the guest did not answer
 * @param milliseconds what asking took, as far as no check before had the same question
 */
export function judge(
  check: Check,
  answers: Readonly<Record<string, Answer>> | undefined,
  milliseconds: number,
): readonly Judged[] {
  const kind = kinds[check.kind];
  const findings = answers && kind.getFindings(check, answers);
  let closed: string | undefined;
  return check.expectations.map((expectation, at) => {
    const outcome = judgeOne(check, expectation, { findings, closed });
    if (expectation.attribute === kind.gate) closed = getClosed(expectation, outcome);
    // What a question took is told once.
    return { expectation, outcome, milliseconds: at === 0 ? milliseconds : 0 };
  });
}

interface Known {
  readonly findings: Findings | undefined;
  /** Why the attribute means nothing. */
  readonly closed: string | undefined;
}

function judgeOne(
  { skip }: Check,
  { attribute, matcher }: Expectation,
  { findings, closed }: Known,
): Outcome {
  if (skip) return { status: 'skipped', reason: 'The check says skip.' };
  if (closed !== undefined) return { status: 'skipped', reason: closed };
  const finding = findings?.[attribute];
  if (finding === undefined) return { status: 'failed', reason: 'The guest gave no answer.' };
  if (finding.kind === 'error') return { status: 'failed', reason: finding.reason };
  const result = match(matcher, finding.value);
  return { status: result.passed ? 'passed' : 'failed', match: result };
}

/** As in goss: of what is not there, or is not as it has to be, the rest is not looked at. */
function getClosed({ attribute }: Expectation, outcome: Outcome): string | undefined {
  if (outcome.status === 'failed') return `It depends on ${attribute}, which failed.`;
  if (outcome.status === 'passed' && outcome.match?.found === false)
    return `It depends on ${attribute}, which is false.`;
  return undefined;
}
