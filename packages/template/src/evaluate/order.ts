/** What depends on what: for each node the nodes it needs. Needs that are no nodes count for nothing. */
export type Needs = ReadonlyMap<string, Iterable<string>>;

export interface Order {
  /** Every node after what it needs; nodes of a ring in the order in which they were met. */
  readonly nodes: readonly string[];
  /** Each ring once: `a` needs `b` needs … needs `a`. */
  readonly rings: readonly (readonly string[])[];
}

/** Puts nodes in an order in which each comes after what it needs. */
export function getOrder(needs: Needs): Order {
  const done: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const rings: string[][] = [];
  const visit = (node: string, path: readonly string[]): void => {
    if (state.get(node) === 'done') return;
    if (state.get(node) === 'open') {
      rings.push(path.slice(path.indexOf(node)));
      return;
    }
    state.set(node, 'open');
    for (const need of needs.get(node) ?? []) if (needs.has(need)) visit(need, [...path, node]);
    state.set(node, 'done');
    done.push(node);
  };
  for (const node of needs.keys()) visit(node, []);
  return { nodes: done, rings };
}
