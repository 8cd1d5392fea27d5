/** Who waits for whom among pieces of work that start each other. Tells of a ring before it would stand still. */
export interface WaitGraph {
  /** Notes that `from` is about to wait for `to`; gives the ring instead when `to` already waits for `from`. */
  add(from: string, to: string): readonly string[] | undefined;
}

export function createWaitGraph(): WaitGraph {
  const waits = new Map<string, Set<string>>();

  const findPath = (from: string, to: string): readonly string[] | undefined => {
    if (from === to) return [to];
    for (const next of waits.get(from) ?? []) {
      const rest = findPath(next, to);
      if (rest) return [from, ...rest];
    }
    return undefined;
  };

  return {
    add: (from, to) => {
      const back = findPath(to, from);
      if (back) return [from, ...back];
      waits.set(from, (waits.get(from) ?? new Set()).add(to));
      return undefined;
    },
  };
}
