import type { Artifact } from '@strata/sdk';
import type { ImageContents } from '../contents/find-contents';
import { linkPackages } from '../contents/link-packages';
import { getSystem, type OsRelease } from '../contents/os-release';
import type { Package } from '../contents/package';
import { formatPackageUrl } from '../contents/package-url';

/** What an image is made of, before it is written in somebody's form. */
export interface Bill {
  /** What the image is called. */
  readonly name: string;
  /** Digests of its layers, base first; none for images that are not of ours. */
  readonly layers: readonly string[];
  readonly os: OsRelease | undefined;
  /** Each package URL once, in order. */
  readonly items: readonly Item[];
}

export interface Item {
  readonly url: string;
  readonly package: Package;
  /** Files of the image that say so; the same package may lie in several places. */
  readonly locations: readonly string[];
  /** Package URLs of what it needs. */
  readonly needs: readonly string[];
}

/** Lists what was found in an image. The same image always gives the same list. */
export function makeBill(name: string, { image }: Artifact, { os, packages }: ImageContents): Bill {
  const urls = packages.map((one) => formatPackageUrl(one, getSystem(one, os)));
  const items = new Map<string, Item>();
  for (const [index, needed] of linkPackages(packages).entries()) {
    const url = urls[index] as string;
    const one = packages[index] as Package;
    const before = items.get(url);
    items.set(url, {
      url,
      package: before?.package ?? one,
      locations: [...new Set([...(before?.locations ?? []), one.location])],
      needs: unique([...(before?.needs ?? []), ...needed.map((at) => urls[at] as string)], url),
    });
  }
  const layers = image?.layers.map(({ diffId }) => diffId) ?? [];
  return { name, layers, os, items: [...items.values()].sort((a, b) => (a.url < b.url ? -1 : 1)) };
}

function unique(urls: readonly string[], own: string): readonly string[] {
  return [...new Set(urls)].filter((url) => url !== own).sort();
}
