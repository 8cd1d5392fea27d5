/**
 * The order of rpm's versions (`epoch:version-release`): negative when the first is older, positive when it is newer.
 * Sources: rpm's manual, "rpm-version"; its description of segments, `~` and `^`.
 */
export function compareRpmVersions(a: string, b: string): number {
  const [one, other] = [splitVersion(a), splitVersion(b)];
  return (
    one.epoch - other.epoch ||
    compareSegments(one.version, other.version) ||
    compareSegments(one.release, other.release)
  );
}

function splitVersion(text: string) {
  const [, epoch = '0', version = '', release = ''] = /^(?:(\d+):)?(.*?)(?:-([^-]*))?$/.exec(text) ?? [];
  return { epoch: Number(epoch), version, release };
}

/** Stretches of digits, of letters, and the two signs that mean something; all else only parts them. */
const segment = /\d+|[A-Za-z]+|~|\^/g;

function compareSegments(a: string, b: string): number {
  const [left, right] = [a.match(segment) ?? [], b.match(segment) ?? []];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = compareTwo(left[at], right[at]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A tilde comes before the end, a caret behind it but before everything else, and words before numbers. */
function compareTwo(a: string | undefined, b: string | undefined): number {
  const byRank = getRank(a) - getRank(b);
  if (byRank !== 0 || a === undefined || b === undefined) return byRank;
  return /^\d/.test(a) ? compareNumbers(a, b) : compareTexts(a, b);
}

function getRank(part: string | undefined): number {
  if (part === '~') return 0;
  if (part === undefined) return 1;
  if (part === '^') return 2;
  return /^\d/.test(part) ? 4 : 3;
}

function compareNumbers(a: string, b: string): number {
  const [one, other] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return one.length - other.length || compareTexts(one, other);
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
