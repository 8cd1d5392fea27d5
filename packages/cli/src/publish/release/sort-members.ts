import type { ReleaseMember } from './release-set';

type Placed = Pick<ReleaseMember, 'project' | 'ancestors'>;

/** Parents first; what does not depend on each other by name, so that the order is the same in every run. */
export function sortMembers<M extends Placed>(members: readonly M[]): readonly M[] {
  return members.toSorted(
    (a, b) => a.ancestors.length - b.ancestors.length || (a.project < b.project ? -1 : 1),
  );
}
