import { FIRST_CLUSTER, type Run, toClusters } from './place-tree';

/** Which cluster follows each, from {@link FIRST_CLUSTER} on. Runs are in one piece: it is the next one until a run ends. */
export function chainRuns(runs: readonly Run[], end: number): readonly number[] {
  const chain: number[] = [];
  for (const { cluster, bytes } of runs) {
    const last = cluster + toClusters(bytes.length) - 1;
    for (let each = cluster; each <= last; each += 1)
      chain[each - FIRST_CLUSTER] = each === last ? end : each + 1;
  }
  return chain;
}
