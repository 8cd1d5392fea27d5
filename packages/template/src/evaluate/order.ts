/** What depends on what: for each node the nodes it needs. Needs that are no nodes count for nothing. */
export type Needs = ReadonlyMap<string, Iterable<string>>;

export interface Order {
  /** Every node after what it needs; nodes of a ring in the order in which they were met. */
  readonly nodes: readonly string[];
  /** Rings, each once: `a` needs `b` needs … needs `a`. Of very many only the first. */
  readonly rings: readonly (readonly string[])[];
  /** The nodes of all rings. */
  readonly stuck: ReadonlySet<string>;
}

/** Enough for any person; a hostile template has as many as it has locals. */
const mostRings = 20;

/** A node whose needs are being looked at. */
interface Visit {
  readonly node: string;
  readonly needs: Iterator<string>;
  /** The earliest place on the path that it leads back to; its own place or a later one when it leads to none. */
  back: number;
}

const finished = -1;

/** Puts nodes in an order in which each comes after what it needs. In a loop: a chain may be longer than any stack. */
export function getOrder(needs: Needs): Order {
  const nodes: string[] = [];
  const rings: string[][] = [];
  const stuck = new Set<string>();
  const path: Visit[] = [];
  /** Where a node stands on the path. */
  const places = new Map<string, number>();

  const enter = (node: string): void => {
    const place = places.get(node);
    if (place === undefined) {
      places.set(node, path.length);
      path.push({ node, needs: (needs.get(node) ?? [])[Symbol.iterator](), back: Number.POSITIVE_INFINITY });
    } else if (place !== finished) {
      if (rings.length < mostRings) rings.push(path.slice(place).map((visit) => visit.node));
      const last = path.at(-1) as Visit;
      last.back = Math.min(last.back, place);
    }
  };

  const leave = ({ node, back }: Visit): void => {
    path.pop();
    places.set(node, finished);
    nodes.push(node);
    if (back > path.length) return;
    stuck.add(node);
    const before = path.at(-1);
    if (before) before.back = Math.min(before.back, back);
  };

  for (const first of needs.keys()) {
    enter(first);
    for (let visit = path.at(-1); visit; visit = path.at(-1)) {
      const next = visit.needs.next();
      if (next.done) leave(visit);
      else if (needs.has(next.value)) enter(next.value);
    }
  }
  return { nodes, rings, stuck };
}
