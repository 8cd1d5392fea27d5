/** What may follow the numbers, from the oldest; an empty one stands for none. Source: apk-package(5). */
const suffixes = ['alpha', 'beta', 'pre', 'rc', '', 'cvs', 'svn', 'git', 'hg', 'p'];

/** `1.2.3b_rc1_p2-r4`: numbers, a letter, suffixes, revision. */
const form = /^(\d+(?:\.\d+)*)([a-z]?)((?:_[a-z]+\d*)*)(?:~[0-9a-f]+)?(?:-r(\d+))?$/;

/** The order of Alpine's versions: negative when the first is older. What has no such form is in the order of its text. Source: apk-package(5). */
export function compareApkVersions(a: string, b: string): number {
  const [one, other] = [form.exec(a), form.exec(b)];
  if (one === null || other === null) return compareTexts(a, b);
  return (
    compareNumbers(one[1] ?? '', other[1] ?? '') ||
    compareTexts(one[2] ?? '', other[2] ?? '') ||
    compareSuffixes(one[3] ?? '', other[3] ?? '') ||
    Number(one[4] ?? 0) - Number(other[4] ?? 0)
  );
}

/** The first as numbers; later ones that begin with a zero as fractions are, digit by digit. */
function compareNumbers(a: string, b: string): number {
  const [left, right] = [a.split('.'), b.split('.')];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [one, other] = [left[at], right[at]];
    if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
    const asFraction = at > 0 && (one.startsWith('0') || other.startsWith('0'));
    const difference = asFraction ? compareTexts(one, other) : Number(one) - Number(other);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareSuffixes(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => [...text.matchAll(/_([a-z]+)(\d*)/g)]) as [
    RegExpMatchArray[],
    RegExpMatchArray[],
  ];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [, one = '', count = ''] = left[at] ?? [];
    const [, other = '', otherCount = ''] = right[at] ?? [];
    const difference = suffixes.indexOf(one) - suffixes.indexOf(other) || Number(count) - Number(otherCount);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
