import type { TestFile } from '@strata/image-tests';
import { VERDICT_PLACES, type VerdictPlace } from '../verdict/verdict';

/**
 * Where tests of these files have to have passed, for nothing to be left out: of each list one place. Tests that belong in
 * one place alone ask for that one; those that belong in both are content with either.
 */
export function findNeeds(tests: readonly TestFile[]): readonly (readonly VerdictPlace[])[] {
  const strict = VERDICT_PLACES.filter((place) => tests.some((test) => test.place === place));
  if (strict.length > 0) return strict.map((place) => [place]);
  return tests.length > 0 ? [VERDICT_PLACES] : [];
}
