/**
 * The order of Debian's versions: negative when the first is older, positive when it is newer, 0 when they are equal,
 * as `1.0` and `1.00` are. Source: Debian policy, 5.6.12.
 */
export function compareDebianVersions(a: string, b: string): number {
  const [one, other] = [splitVersion(a), splitVersion(b)];
  return (
    compareNumbers(one.epoch, other.epoch) ||
    comparePart(one.upstream, other.upstream) ||
    comparePart(one.revision, other.revision)
  );
}

interface Version {
  readonly epoch: string;
  readonly upstream: string;
  readonly revision: string;
}

/** What stands before the first colon and behind the last hyphen. */
function splitVersion(text: string): Version {
  const colon = text.indexOf(':');
  const rest = text.slice(colon + 1);
  const hyphen = rest.lastIndexOf('-');
  return {
    epoch: text.slice(0, Math.max(0, colon)),
    upstream: hyphen < 0 ? rest : rest.slice(0, hyphen),
    revision: hyphen < 0 ? '' : rest.slice(hyphen + 1),
  };
}

/** By turns a stretch without digits and one of digits, from the left. */
function comparePart(a: string, b: string): number {
  let [left, right] = [a, b];
  while (left !== '' || right !== '') {
    const words = [takeStart(left, /^\D*/), takeStart(right, /^\D*/)] as const;
    const byWords = compareWords(words[0], words[1]);
    if (byWords !== 0) return byWords;
    [left, right] = [left.slice(words[0].length), right.slice(words[1].length)];
    const numbers = [takeStart(left, /^\d*/), takeStart(right, /^\d*/)] as const;
    const byNumbers = compareNumbers(numbers[0], numbers[1]);
    if (byNumbers !== 0) return byNumbers;
    [left, right] = [left.slice(numbers[0].length), right.slice(numbers[1].length)];
  }
  return 0;
}

function takeStart(text: string, pattern: RegExp): string {
  return pattern.exec(text)?.[0] ?? '';
}

function compareWords(a: string, b: string): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = getRank(a, index) - getRank(b, index);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Behind every letter, whatever its code. */
const othersBegin = 256;

/** A tilde comes before the end, the end before letters, letters before everything else. */
function getRank(text: string, index: number): number {
  const sign = text.charAt(index);
  if (sign === '~') return -1;
  if (sign === '') return 0;
  const code = text.charCodeAt(index);
  return /[A-Za-z]/.test(sign) ? code : code + othersBegin;
}

/** Numbers of any length; none at all is 0. */
function compareNumbers(a: string, b: string): number {
  const [one, other] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  if (one.length !== other.length) return one.length - other.length;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
