import { type Reasons, reasonsFor } from './exceptions';
import type { Measure, Outcome, Suite } from './suite';

/** How the cases of a suite came out. */
export interface Verdict {
  readonly name: string;
  readonly measure: Measure;
  readonly cases: number;
  /** Cases that can be held against upstream. */
  readonly applying: number;
  readonly passed: number;
  /** Failures that are written down, with the reason. */
  readonly excepted: readonly { readonly name: string; readonly reason: string }[];
  /** Cases that say nothing of us, counted by reason. */
  readonly leftOut: ReadonlyMap<string, number>;
  /** Failures that nobody wrote down. */
  readonly surprises: readonly Outcome[];
  /** Names that are written down as failing or not applying, though the case passes or is not there. */
  readonly stale: readonly string[];
}

export interface JudgeOptions {
  /** What is written down of the suite. @default what `exceptions.json` says */
  readonly reasons?: Reasons;
  /** One case of every so many is run: nothing can be said of the others. @default 1 */
  readonly every?: number;
}

/** Runs a suite and holds it against what is written down of it. */
export async function judge(suite: Suite, { reasons, every = 1 }: JudgeOptions = {}): Promise<Verdict> {
  const { exceptions, notApplicable } = reasons ?? reasonsFor(suite.name);
  const outcomes = withDistinctNames(await suite.run(every));
  const leftOut = new Map<string, number>();
  const applying = outcomes.filter(({ name, leftOut: reason = notApplicable.get(name) }) => {
    if (reason !== undefined) leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
    return reason === undefined;
  });
  const failed = applying.filter(({ got, want }) => got !== want);
  const failedNames = new Set(failed.map(({ name }) => name));
  const names = new Set(outcomes.map(({ name }) => name));
  const wasRun = (name: string) => every === 1 || names.has(name);
  return {
    name: suite.name,
    measure: suite.measure,
    cases: outcomes.length,
    applying: applying.length,
    passed: applying.length - failed.length,
    excepted: failed.flatMap(({ name }) => {
      const reason = exceptions.get(name);
      return reason === undefined ? [] : [{ name, reason }];
    }),
    leftOut,
    surprises: failed.filter(({ name }) => !exceptions.has(name)),
    stale: [
      ...[...exceptions.keys()].filter((name) => wasRun(name) && !failedNames.has(name)),
      ...[...notApplicable.keys()].filter((name) => wasRun(name) && !names.has(name)),
    ],
  };
}

/** Some tables have a case twice: the second one is `name #2`. */
function withDistinctNames(outcomes: readonly Outcome[]): readonly Outcome[] {
  const seen = new Map<string, number>();
  return outcomes.map((outcome) => {
    const times = (seen.get(outcome.name) ?? 0) + 1;
    seen.set(outcome.name, times);
    return times === 1 ? outcome : { ...outcome, name: `${outcome.name} #${times}` };
  });
}
