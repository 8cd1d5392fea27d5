import type { MachineBuild } from './carry-out';

/** What is to be done about a machine whose build failed. */
export type Decision = 'clean-up' | 'leave';

/** Follows `-on-error`; `ask` asks, and cleans up where nobody is there to answer. */
export async function decideOnError({ name, reporter, run }: MachineBuild): Promise<Decision> {
  switch (run.onError) {
    case 'cleanup':
      return 'clean-up';
    case 'abort':
    case 'run-cleanup-provisioner':
      return 'leave';
    case 'ask': {
      const answer = await ask(
        run,
        `${name.build} failed: [c] Clean up and exit, or [a] abort without cleanup`,
        ['c', 'a'],
      );
      if (answer === undefined) reporter.say('Nobody is there to ask, so what was made is removed.');
      return answer === 'a' ? 'leave' : 'clean-up';
    }
  }
}

/** True when the template's clean-up provisioner runs after a failure: it is part of cleaning up. */
export function runsErrorCleanup({ run }: MachineBuild): boolean {
  return run.onError !== 'abort';
}

/**
 * Asks until one of the letters comes; undefined when nobody can be asked, or nobody answers any more: a question that is
 * broken off must not keep a machine from being cleaned up.
 */
export async function ask<L extends string>(
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
