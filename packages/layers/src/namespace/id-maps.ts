/** Ids of one kind that a namespace has: `first` inside is `outside` on this machine, and so on, `count` of them. */
export interface IdRange {
  readonly inside: number;
  readonly outside: number;
  readonly count: number;
}

/** Who asks. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Ranges of one account in a file like /etc/subuid (`login or uid:first:count` a line), in the order of the file.
 * Lines that make no sense are ignored, as newuidmap does.
 */
export function parseSubordinateIds(text: string, account: Account): readonly IdRange[] {
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .filter(([owner]) => owner === account.name || owner === String(account.uid))
    .map(([, first, count]) => ({ inside: 0, outside: Number(first), count: Number(count) }))
    .filter(({ outside, count }) => Number.isInteger(outside) && Number.isInteger(count) && count > 0);
}

/** Root inside is the account itself; 1 and up are its subordinate ids, one range after the other. */
export function layOutIds(own: number, ranges: readonly IdRange[]): readonly IdRange[] {
  let next = 1;
  const others = ranges.map((range) => {
    const placed = { ...range, inside: next };
    next += range.count;
    return placed;
  });
  return [{ inside: 0, outside: own, count: 1 }, ...others];
}

/** Arguments of newuidmap and newgidmap. */
export function formatIdMap(map: readonly IdRange[]): readonly string[] {
  return map.flatMap(({ inside, outside, count }) => [String(inside), String(outside), String(count)]);
}
