import type { GrowingImage, ImageEntry } from '@strata/layers/contents';
import type { Aspect } from './aspect';
import { describeEntry } from './files';

/** The layer that left something of an image as it is. */
export interface FoundLayer {
  /** 0 is the base. */
  readonly layer: number;
  readonly change: 'brought' | 'changed' | 'removed';
  /** Names of what it changed, of all that stands for the aspect, in the aspect's order. */
  readonly parts: readonly string[];
}

/** The last layer that changed an aspect of an image. Undefined for what no layer ever had. */
export function findLayer({ read }: Aspect, image: GrowingImage): FoundLayer | undefined {
  const whole = image.upTo(image.count);
  const last = read(whole);
  for (let count = image.count; count > 0; count--) {
    const lower = image.upTo(count - 1);
    const below = read(lower);
    const parts = findDifferent(below, last);
    if (parts.length === 0) continue;
    // A program that no unit names any more is out of the aspect, and is what it was.
    const touched = parts.filter((name) => !isSame(lower.entries.get(name), whole.entries.get(name)));
    const change = getChange(below, last);
    return { layer: count - 1, change, parts: touched.length > 0 ? touched : parts };
  }
  return undefined;
}

/** False for names that are no paths: of those the aspect knows. */
function isSame(before: ImageEntry | undefined, after: ImageEntry | undefined): boolean {
  return before !== undefined && after !== undefined && describeEntry(before) === describeEntry(after);
}

type State = ReturnType<Aspect['read']>;

function findDifferent(before: State, after: State): readonly string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name));
}

function getChange(before: State, after: State): FoundLayer['change'] {
  if (after.size === 0) return 'removed';
  return before.size === 0 ? 'brought' : 'changed';
}
