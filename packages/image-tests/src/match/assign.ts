/**
 * Gives each place an item of its own that fits it, for as many places as can be had: `[have-prefix: b, bar]` fits
 * `[bar, baz]`, whichever is looked at first.
 *
 * @param fits whether an item may take a place
 * @returns for each place the number of its item, or undefined
 */
export function assign(
  places: number,
  items: number,
  fits: (place: number, item: number) => boolean,
): readonly (number | undefined)[] {
  const placeOf = new Map<number, number>();
  const find = (place: number, tried: Set<number>): boolean => {
    for (let item = 0; item < items; item++) {
      if (tried.has(item) || !fits(place, item)) continue;
      tried.add(item);
      const holder = placeOf.get(item);
      if (holder === undefined || find(holder, tried)) {
        placeOf.set(item, place);
        return true;
      }
    }
    return false;
  };
  for (let place = 0; place < places; place++) find(place, new Set());
  const itemOf = new Map(Array.from(placeOf, ([item, place]) => [place, item]));
  return Array.from({ length: places }, (_, place) => itemOf.get(place));
}
