import { judge } from './judge';
import { isSharedPresent } from './shared';
import type { Suite } from './suite';

/** A test for each suite. Golden data that is not at hand is said to be missing by name. */
export function testSuites(title: string, suites: readonly Suite[]): void {
  describe(title, () => {
    if (!isSharedPresent()) {
      test.todo('left out: the folder ../shared/conformance/hcl is not here');
      return;
    }
    test.each(suites.map((suite) => [suite.name, suite] as const))('%s', (_, suite) => {
      const { surprises, stale, applying } = judge(suite);
      expect(surprises).toEqual([]);
      expect(stale).toEqual([]);
      expect(applying).toBeGreaterThan(0);
    });
  });
}
