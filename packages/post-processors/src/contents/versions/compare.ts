import { compareDebianVersions } from '../../scan/debian/compare-versions';
import type { Ecosystem } from '../package';
import { compareApkVersions } from './apk';
import { compareRpmVersions } from './rpm';

/**
 * npm's and Python's versions by their numbers; a hyphen (npm) or letters (Python) make one of before the release, for which
 * the order of Debian with a tilde stands in.
 */
function comparePrereleases(a: string, b: string): number {
  const mark = (version: string) =>
    version.replace(/(?<=\d)\.?(?=dev\d*)/, '~~').replace(/-|(?<=\d)\.?(?=(?:a|b|rc)\d*)/, '~');
  return compareDebianVersions(mark(a), mark(b));
}

const orders: Readonly<Record<Ecosystem, (a: string, b: string) => number>> = {
  deb: compareDebianVersions,
  rpm: compareRpmVersions,
  apk: compareApkVersions,
  npm: comparePrereleases,
  pypi: comparePrereleases,
};

/** Which of two versions is older, by the rules of whoever made them: negative when it is the first, 0 when they are equal. */
export function compareVersions(ecosystem: Ecosystem, a: string, b: string): number {
  return orders[ecosystem](a, b);
}
