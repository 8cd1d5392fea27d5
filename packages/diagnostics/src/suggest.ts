/**
 * The candidate that `name` was most likely meant to be, or undefined when none is near. Letter case, and `-` for `_`,
 * count for nothing; a swap of neighbours counts as one slip. The first of equally near candidates wins.
 */
export function suggest(name: string, candidates: Iterable<string>): string | undefined {
  return getNearNames(name, candidates, 1)[0];
}

/** Among more names a guess is no help, and a file with as many mistakes as names would be compared for minutes. */
const mostCandidates = 500;

/** Every candidate near `name`, nearest first, `limit` at most; none where there are more than 500 candidates. */
export function getNearNames(name: string, candidates: Iterable<string>, limit = 5): readonly string[] {
  const wanted = fold(name);
  return [...getFew(candidates)]
    .filter((candidate) => candidate !== name && isLengthNear(candidate, name))
    .map((candidate) => ({
      candidate,
      distance: getDistance(wanted, fold(candidate), getSlips(candidate, name)),
    }))
    .filter(({ distance }) => distance < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

function getFew(candidates: Iterable<string>): ReadonlySet<string> {
  const few = new Set<string>();
  for (const candidate of candidates) {
    few.add(candidate);
    if (few.size > mostCandidates) return new Set();
  }
  return few;
}

/** One slip in three letters, of the longer one; between words of one or two letters anything would be near everything. */
function getSlips(a: string, b: string): number {
  return Math.min(3, Math.floor(Math.max(a.length, b.length) / 3));
}

/** Spares the distance to words that are too long or too short. */
function isLengthNear(a: string, b: string): boolean {
  return Math.abs(a.length - b.length) <= getSlips(a, b);
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}

/**
 * Edits (insert, remove, replace, swap of neighbours) between two words: optimal string alignment. Infinite when they
 * are more than `most`, which for most words shows in the first letters.
 */
function getDistance(a: string, b: string, most: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  let leastBefore = 0;
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let edits = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        edits = Math.min(edits, beforeLast[column - 2]! + 1);
      current.push(edits);
      least = Math.min(least, edits);
    }
    if (least > most && leastBefore > most) return Number.POSITIVE_INFINITY;
    leastBefore = least;
    beforeLast = last;
    last = current;
  }
  const distance = last[b.length]!;
  return distance <= most ? distance : Number.POSITIVE_INFINITY;
}
