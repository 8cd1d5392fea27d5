import type { Value } from './value';

const known = new WeakMap<Value, number>();

/** What one value in another costs, in units of text. */
export const leastWeight = 16;

/**
 * How much there would be to write out: characters, and 16 for each value. Parts that are used twice count twice, though
 * they are in memory once: that is how a few doubling locals would outgrow any machine. Asked for again it costs nothing.
 */
export function weigh(value: Value): number {
  if (value.kind === 'string') return leastWeight + value.string.length;
  if (!('elements' in value || 'entries' in value)) return leastWeight;
  const before = known.get(value);
  if (before !== undefined) return before;
  let weight = leastWeight;
  for (const [key, part] of partsOf(value))
    weight += weigh(part) + (typeof key === 'string' ? key.length : 0);
  known.set(value, weight);
  return weight;
}

function partsOf(
  value: Extract<Value, { elements: unknown } | { entries: unknown }>,
): Iterable<[unknown, Value]> {
  return 'elements' in value ? value.elements.entries() : value.entries.entries();
}

/** 64 Mi units: a text of 64 million characters, or four million small values. */
export const maxWeight = 1 << 26;
