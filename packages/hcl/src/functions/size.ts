import { leastWeight, maxWeight } from '../values/weight';

/**
 * Stops a function before it makes a text that no expression may have: building it first would take the memory that the
 * limit is there to spare.
 */
export function refuseSize(characters: number): void {
  if (characters > maxWeight) throw new RangeError(`a text of ${characters} characters`);
}

/** The same for a list of that many texts, long or short. */
export function refuseCount(texts: number): void {
  if (texts * leastWeight > maxWeight) throw new RangeError(`a list of ${texts} texts`);
}
