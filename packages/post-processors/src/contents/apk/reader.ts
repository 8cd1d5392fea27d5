import type { ImageFiles } from '@strata/sdk';
import { normalizeLicense } from '../licenses/normalize';
import type { Package, PackageReader } from '../package';

const places = ['lib/apk/db/installed', 'usr/lib/apk/db/installed'];

/** Alpine's packages. Source: apk-tools, "Installed database v2". */
export const apkReader: PackageReader = {
  wants: (path) => places.includes(path),
  read: (files) => {
    const found = places.flatMap((location) => readPlace(files, location));
    const owned = new Set(found.flatMap(({ files: own }) => own));
    const packages = found.map(({ package: one }) => one);
    return { value: { packages, owns: (path) => owned.has(path) }, diagnostics: [] };
  },
};

interface Entry {
  readonly package: Package;
  readonly files: readonly string[];
}

function readPlace(files: ImageFiles, location: string): readonly Entry[] {
  const text = files.read(location)?.toString() ?? '';
  return text.split('\n\n').flatMap((paragraph) => readEntry(paragraph, location) ?? []);
}

/** Each line is a letter, a colon and a value; `F` begins a folder, `R` is a file in it. */
function readEntry(paragraph: string, location: string): Entry | undefined {
  const lines = paragraph.split('\n').map((line) => ({ key: line.slice(0, 2), value: line.slice(2) }));
  const get = (key: string) => lines.find((line) => line.key === key)?.value;
  const name = get('P:');
  const version = get('V:');
  if (!name || !version) return undefined;
  const [architecture, license, summary, homepage, supplier] = ['A:', 'L:', 'T:', 'U:', 'm:'].map(get);
  return {
    files: listOwned(lines),
    package: {
      ecosystem: 'apk',
      name,
      version,
      ...(architecture && { architecture }),
      source: { name: get('o:') ?? name, version },
      licenses: license ? [normalizeLicense(license)] : [],
      ...(summary && { summary }),
      ...(homepage && { homepage }),
      ...(supplier && { supplier }),
      location,
      needs: splitNames(get('D:'))
        .filter((need) => !need.startsWith('!'))
        .map((need) => [need]),
      provides: splitNames(get('p:')),
    },
  };
}

/** `so:libc.so=1` is provided, `so:libc.so` or `musl>=1.2` is needed. */
function splitNames(field: string | undefined): readonly string[] {
  return (field ?? '')
    .split(' ')
    .map((word) => word.split(/[<>=~]/, 1)[0] as string)
    .filter(Boolean);
}

function listOwned(lines: readonly { readonly key: string; readonly value: string }[]): readonly string[] {
  let folder = '';
  return lines.flatMap(({ key, value }) => {
    if (key === 'F:') folder = value;
    return key === 'R:' ? [folder === '' ? value : `${folder}/${value}`] : [];
  });
}
