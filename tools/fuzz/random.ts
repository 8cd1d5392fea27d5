/** A source of numbers that gives the same ones for the same seed. */
export interface Random {
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number;
  /** One of the list. */
  pick<T>(list: readonly T[]): T;
}

/** Numbers for one input of a run: each has a seed of its own, so that it can be made again without those before it. */
export function createRandom(seed: number, index: number): Random {
  let state = mix(seed ^ mix(index));
  const next = () => {
    state = (state + 0x9e3779b9) | 0;
    return mix(state) >>> 0;
  };
  const below = (limit: number) => next() % limit;
  return { below, pick: (list) => list[below(list.length)] as (typeof list)[number] };
}

/** The finishing step of MurmurHash3: every bit of the result depends on every bit given. */
function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
