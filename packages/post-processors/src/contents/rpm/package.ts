import { normalizeLicense } from '../licenses/normalize';
import type { Package } from '../package';
import { readHeader, type TagValue } from './header';

/** Tags of rpm's headers. Source: rpm, rpmtag.h. */
const tags = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  summary: 1004,
  vendor: 1011,
  license: 1014,
  url: 1020,
  arch: 1022,
  sourceRpm: 1044,
  provides: 1047,
  requires: 1049,
  folderIndexes: 1116,
  baseNames: 1117,
  folders: 1118,
} as const;

const wanted: ReadonlySet<number> = new Set(Object.values(tags));

/** A package and the files that came with it. */
export interface RpmEntry {
  readonly package: Package;
  readonly files: () => readonly string[];
}

/** What rpm keeps of one package. Undefined for the keys that it keeps among them. @throws RangeError when damaged */
export function readRpm(blob: Buffer, location: string): RpmEntry | undefined {
  const header = readHeader(blob, wanted);
  const text = (tag: number) => header.get(tag)?.map(String)[0];
  const name = text(tags.name);
  if (name === undefined || name === 'gpg-pubkey') return undefined;
  const evr = `${text(tags.version)}-${text(tags.release)}`;
  const epoch = text(tags.epoch);
  const [architecture, license, summary, homepage, supplier] = [
    tags.arch,
    tags.license,
    tags.summary,
    tags.url,
    tags.vendor,
  ].map(text);
  const source = parseSourceRpm(text(tags.sourceRpm));
  const needs = header.get(tags.requires)?.map(String) ?? [];
  return {
    files: () => listFiles(header),
    package: {
      ecosystem: 'rpm',
      name,
      version: epoch === undefined ? evr : `${epoch}:${evr}`,
      ...(architecture && { architecture }),
      ...(source && { source }),
      licenses: license ? [normalizeLicense(license)] : [],
      ...(summary && { summary }),
      ...(homepage && { homepage }),
      ...(supplier && { supplier }),
      location,
      needs: needs.filter((need) => !need.startsWith('rpmlib(')).map((need) => [need]),
      provides: header.get(tags.provides)?.map(String) ?? [],
    },
  };
}

/** `glibc-2.34-60.el9.src.rpm` */
function parseSourceRpm(file: string | undefined): Package['source'] {
  const parts = /^(.+)-([^-]+-[^-]+)\.(?:no)?src\.rpm$/.exec(file ?? '');
  return parts ? { name: parts[1] as string, version: parts[2] as string } : undefined;
}

function listFiles(header: ReadonlyMap<number, TagValue>): readonly string[] {
  const folders = header.get(tags.folders) ?? [];
  const indexes = header.get(tags.folderIndexes) ?? [];
  const names = header.get(tags.baseNames) ?? [];
  return names.map((name, index) => `${folders[Number(indexes[index])]}${name}`.replace(/^\//, ''));
}
