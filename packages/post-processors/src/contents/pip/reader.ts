import type { ImageFiles } from '@strata/sdk';
import { normalizeLicense } from '../licenses/normalize';
import type { Package, PackageReader } from '../package';

const metadata = /\.dist-info\/METADATA$|\.egg-info\/PKG-INFO$|(?:site|dist)-packages\/[^/]+\.egg-info$/;

/** Packages of Python. Source: Python packaging, core metadata. */
export const pipReader: PackageReader = {
  wants: (path) => metadata.test(path),
  read: (files) => {
    const packages = files
      .list()
      .filter((path) => metadata.test(path))
      .flatMap((path) => readMetadata(files, path) ?? []);
    return { value: { packages }, diagnostics: [] };
  },
};

function readMetadata(files: ImageFiles, location: string): Package | undefined {
  const fields = parseFields(files.read(location)?.toString() ?? '');
  const first = (name: string) => fields.find((field) => field.name === name)?.value;
  const all = (name: string) => fields.filter((field) => field.name === name).map(({ value }) => value);
  const name = first('name');
  const version = first('version');
  if (!name || !version) return undefined;
  const summary = first('summary');
  const homepage = first('home-page');
  const supplier = first('author');
  return {
    ecosystem: 'pypi',
    name,
    version,
    licenses: listLicenses(first('license-expression') ?? first('license'), all('classifier')),
    ...(isGiven(summary) && { summary }),
    ...(isGiven(homepage) && { homepage }),
    ...(isGiven(supplier) && { supplier }),
    location,
    needs: all('requires-dist').flatMap(listNeeds),
    provides: [normalizeName(name)],
  };
}

/** A head like that of a mail: fields up to the first empty line. */
function parseFields(text: string): readonly { readonly name: string; readonly value: string }[] {
  const head = text.split(/\r?\n\r?\n/, 1)[0] as string;
  return head.split(/\r?\n(?![ \t])/).map((line) => {
    const colon = line.indexOf(':');
    return { name: line.slice(0, colon).toLowerCase(), value: line.slice(colon + 1).trim() };
  });
}

/** Some put the whole text of a licence where its name belongs. */
function listLicenses(given: string | undefined, classifiers: readonly string[]): readonly string[] {
  if (isGiven(given) && !given.includes('\n')) return [normalizeLicense(given)];
  const prefix = 'License :: OSI Approved :: ';
  return classifiers
    .filter((classifier) => classifier.startsWith(prefix))
    .map((classifier) => normalizeLicense(classifier.slice(prefix.length)));
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== '' && text !== 'UNKNOWN';
}

/** What only an extra needs nobody may have asked for. */
function listNeeds(requirement: string): readonly (readonly string[])[] {
  if (/;.*\bextra\b/.test(requirement)) return [];
  const name = /^[A-Za-z0-9._-]+/.exec(requirement)?.[0];
  return name ? [[normalizeName(name)]] : [];
}

/** Source: Python packaging, name normalization. */
export function normalizeName(name: string): string {
  return name.replace(/[-_.]+/g, '-').toLowerCase();
}
