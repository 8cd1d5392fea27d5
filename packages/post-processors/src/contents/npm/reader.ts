import { posix } from 'node:path';
import type { ImageFiles } from '@strata/sdk';
import { normalizeLicense } from '../licenses/normalize';
import type { Package, PackageReader } from '../package';
import { readIntegrities } from './integrity';

const manifest = /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@.][^/]*\/package\.json$/;
const hiddenLock = /(?:^|\/)node_modules\/\.package-lock\.json$/;

/** Packages of Node.js that lie in a `node_modules`, whoever put them there. */
export const npmReader: PackageReader = {
  wants: (path) => manifest.test(path) || hiddenLock.test(path),
  read: (files) => {
    const paths = files.list();
    const integrities = readIntegrities(
      files,
      paths.filter((path) => hiddenLock.test(path)),
    );
    const packages = paths
      .filter((path) => manifest.test(path))
      .flatMap((path) => readManifest(files, path, integrities.get(posix.dirname(path))) ?? []);
    return { value: { packages }, diagnostics: [] };
  },
};

/** Files that are no JSON, or name no package, are fixtures of somebody's tests. */
function readManifest(files: ImageFiles, location: string, digest: Package['digest']): Package | undefined {
  const given = parseObject(files.read(location)?.toString() ?? '');
  const { name, version, description, homepage } = given;
  if (typeof name !== 'string' || typeof version !== 'string') return undefined;
  return {
    ecosystem: 'npm',
    name,
    version,
    licenses: listLicenses(given).map(normalizeLicense),
    ...(typeof description === 'string' && description !== '' && { summary: description }),
    ...(typeof homepage === 'string' && homepage !== '' && { homepage }),
    ...(digest && { digest }),
    location,
    needs: Object.keys(Object(given['dependencies'])).map((need) => findPlaces(location, need)),
    provides: [location],
  };
}

/** Where Node would look for a need, nearest first: packages answer to the paths of their manifests. */
function findPlaces(location: string, need: string): readonly string[] {
  const steps = posix.dirname(location).split('/');
  const places: string[] = [];
  for (let length = steps.length; length >= 0; length--) {
    if (steps[length - 1] === 'node_modules') continue;
    places.push([...steps.slice(0, length), 'node_modules', need, 'package.json'].join('/'));
  }
  return places;
}

function listLicenses({ license, licenses }: Readonly<Record<string, unknown>>): readonly string[] {
  const given: readonly unknown[] =
    license !== undefined ? [license] : Array.isArray(licenses) ? licenses : [];
  return given.flatMap((one) => {
    const text = typeof one === 'string' ? one : Object(one).type;
    return typeof text === 'string' && text !== '' ? [text] : [];
  });
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
