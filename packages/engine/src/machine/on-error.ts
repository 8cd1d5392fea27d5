import type { Failure } from '@strata/diagnostics';
import type { MachineBuild } from './carry-out';

/** What is to be done about a machine whose build failed. */
export type Decision = 'clean-up' | 'leave';

/** What becomes of a failed build: decided once, by `-on-error` or by whoever is asked, for all who need to know. */
export interface FailureCourse {
  /** Says what is to run on the machine, while it is there, before it is removed: the template's clean-up provisioner. */
  before(cleanUp: () => Promise<void>): void;
  /** A step failed. True: it is to be tried again. Otherwise the rest is decided, and what comes before it has run. */
  retries(step: string, error: Failure): Promise<boolean>;
  /** What was decided; decides when no step of the builder was what failed. */
  decide(): Promise<Decision>;
}

/** Follows `-on-error`. `ask` asks, and cleans up where nobody is there to answer. */
export function createFailureCourse(build: MachineBuild): FailureCourse {
  const { name, reporter, run } = build;
  let decision: Decision | undefined;
  let beforehand: (() => Promise<void>) | undefined;

  const settle = async (chosen: Decision): Promise<Decision> => {
    decision = chosen;
    if (run.onError === 'run-cleanup-provisioner' || chosen === 'clean-up') await beforehand?.();
    beforehand = undefined;
    return chosen;
  };
  const settleByAnswer = (answer: string | undefined): Promise<Decision> => {
    if (answer === undefined && !run.signal.aborted)
      reporter.say('Nobody is there to ask, so what was made is removed.');
    return settle(answer === 'a' ? 'leave' : 'clean-up');
  };

  return {
    before: (cleanUp) => {
      beforehand = cleanUp;
    },
    retries: async (step, { diagnostics }) => {
      if (decision || run.signal.aborted) return false;
      if (run.onError !== 'ask') {
        await settle(getDecision(run.onError));
        return false;
      }
      for (const { detail } of diagnostics) reporter.say(detail);
      const question = `Step '${step}' of ${name.build} failed: [c] Clean up and exit, [a] abort without cleanup, or [r] retry step`;
      const answer = await ask(run, question, ['c', 'a', 'r']);
      if (answer !== 'r') await settleByAnswer(answer);
      return answer === 'r';
    },
    decide: async () => {
      if (decision) return decision;
      if (run.onError !== 'ask') return settle(getDecision(run.onError));
      const question = `${name.build} failed: [c] Clean up and exit, or [a] abort without cleanup`;
      return settleByAnswer(await ask(run, question, ['c', 'a']));
    },
  };
}

function getDecision(onError: Exclude<MachineBuild['run']['onError'], 'ask'>): Decision {
  return onError === 'cleanup' ? 'clean-up' : 'leave';
}

/**
 * Asks until one of the letters comes; undefined when nobody can be asked, or nobody answers any more: a question that is
 * broken off must not keep a machine from being cleaned up.
 */
async function ask<L extends string>(
  { ports, signal }: MachineBuild['run'],
  question: string,
  letters: readonly L[],
): Promise<L | undefined> {
  if (!ports.ask) return undefined;
  for (;;) {
    const answer = await ports.ask(`${question} (${letters.join('/')})`, signal).catch(() => undefined);
    if (answer === undefined) return undefined;
    const letter = letters.find((each) => each === answer.trim().toLowerCase()[0]);
    if (letter) return letter;
  }
}
