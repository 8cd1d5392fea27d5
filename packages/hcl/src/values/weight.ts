import type { Value } from './value';

const known = new WeakMap<Value, number>();

/** What one value in another costs, in units of text: about as long as a function takes for one of each. */
export const leastWeight = 64;

/**
 * How much there would be to write out: characters, and a price for each value. Parts that are used twice count twice,
 * though they are in memory once: that is how a few doubling locals would outgrow any machine. Asked again, it is known.
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

/** A text of 16 million characters. */
export const maxWeight = 1 << 24;

/** As many small values weigh the same. */
export const maxParts = maxWeight / leastWeight;
