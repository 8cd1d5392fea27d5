import { judge } from './judge';
import { isSharedPresent } from './shared';
import type { Suite } from './suite';

/** Thousands of cases, on a machine that has other things to do. */
const longestMilliseconds = 300_000;

/** Of a suite with thousands of cases the tests run one in so many; `npm run conformance` runs them all. */
const share = 4;

/** A test for each suite. Golden data that is not at hand is said to be missing by name. */
export function testSuites(title: string, suites: readonly Suite[]): void {
  describe(title, () => {
    if (!isSharedPresent()) {
      test.todo('left out: the folder ../shared/conformance/hcl is not here');
      return;
    }
    test.each(suites.map((suite) => [getTitle(suite), suite] as const))(
      '%s',
      async (_, suite) => {
        const { surprises, stale, applying } = await judge(suite, { every: suite.isLarge ? share : 1 });
        expect(surprises).toEqual([]);
        expect(stale).toEqual([]);
        expect(applying).toBeGreaterThan(0);
      },
      longestMilliseconds,
    );
  });
}

function getTitle({ name, isLarge }: Suite): string {
  return isLarge ? `${name} (a sample: 1 case in ${share}; all of them with npm run conformance)` : name;
}
