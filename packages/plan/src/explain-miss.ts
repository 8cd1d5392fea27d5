import { explain } from './explain';
import { type KeptPlan, type KeyedBuildPlan, keepPlan } from './kept-plan';

/**
 * Why nothing that was kept stands for one step, the cause first: lines for people, never none.
 *
 * @param before the plan of the last build that ended well, if one is known
 * @param index 0 is the base
 */
export function explainMiss(
  before: KeptPlan | undefined,
  build: KeyedBuildPlan,
  index: number,
): readonly string[] {
  if (!before) return ['It was not built here before.'];
  const after = keepPlan(build);
  const [old, now] = [before, after].map(({ base, layers }) => [base, ...layers][index]);
  if (old && old.key === now?.key) return ['Nothing changed, but what was kept of it is not there any more.'];
  const [cause = '', ...others] = explain(before, build);
  const own = [cause, ...others].filter((line) => line.startsWith(`Step ${index}, `));
  if (own.length > 0) return own;
  return index === 0 ? [cause] : [`It stands on what changed. ${cause}`];
}
