import { basename } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { AptFacts } from '../apt/lock/facts';
import { type PackagesRequest, resolveApt } from '../apt/lock/resolve';
import { findPackageFiles, type PackageFile } from '../apt/proxy/package-files';
import { readAptMachine } from '../apt/sources/machine';
import { getSuiteSources } from '../apt/sources/select';
import { askMmdebstrap } from '../apt/sources/tool-default';
import type { BaseContext } from '../base/context';
import { locateBase } from '../base/locate-base';
import { problem } from '../codes';
import { forEachAtOnce } from '../downloads/at-once';
import { makePackagesIndex } from './packages-index';

/** A package file that is here. */
export interface FetchedPackage {
  /** As the archive names it: `jq_1.6-2.1_amd64.deb`. */
  readonly name: string;
  /** In the cache of downloads, which others share: it must not be changed. */
  readonly path: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/** Packages that are here, and what tells apt of them. */
export interface FetchedSet {
  readonly files: readonly FetchedPackage[];
  /** A Packages index that has the files beside it. */
  readonly index: string;
}

/**
 * Packages with all that they depend on, on a machine that has nothing yet: what apt itself chooses from the indexes that
 * the archives have now. Recommended packages are left out.
 *
 * @throws Failure LAY079 for packages that are not there, LAY080 for some that do not fit together, LAY071 and others
 *   when an archive cannot be asked
 */
export async function resolvePackageSet(context: BaseContext, request: PackagesRequest): Promise<AptFacts> {
  const machine = await readAptMachine();
  const sources = await getSuiteSources(request, machine, askMmdebstrap(context, context.scratch));
  return resolveApt(context, request, { machine, sources });
}

/**
 * Downloads the packages that facts name, each known by its digest before it comes, in the order of their names.
 *
 * @throws Failure LAY078 when the archives have moved on from locked indexes, LAY079 when an index lacks a package that
 *   the facts name
 */
export async function fetchPackageSet(
  context: BaseContext,
  request: PackagesRequest,
  facts: AptFacts,
): Promise<FetchedSet> {
  const { suites, archives } = await locateBase(context, request, facts);
  const files = findPackageFiles(archives, facts.packages).toSorted((a, b) =>
    basename(a.path) < basename(b.path) ? -1 : 1,
  );
  assertWhole(files, facts);
  const total = files.reduce((sum, { size }) => sum + size, 0);
  using activity = context.startActivity({ label: 'downloading packages', unit: 'bytes', total });
  const paths = new Map<string, string>();
  await forEachAtOnce(files, async ({ sha256, size, url, path }) => {
    context.signal.throwIfAborted();
    activity.set({ item: basename(path) });
    paths.set(sha256, await context.downloads.fetch({ sha256, size, urls: [url], label: path }));
    activity.add(size);
  });
  const fetched = files.map(({ path, sha256, size }) => ({
    ...{ name: basename(path), sha256, size },
    path: paths.get(sha256) as string,
  }));
  return { files: fetched, index: await makePackagesIndex(suites, facts) };
}

/** Two packages in two suites may share a name and a version, and then they are one file. */
function assertWhole(files: readonly PackageFile[], { packages }: AptFacts): void {
  const found = new Set(files.map(({ path }) => basename(path).split('_')[0]));
  const missing = Object.keys(packages).filter((name) => !found.has(name));
  if (missing.length === 0) return;
  throw new Failure(
    problem('LAY079', {
      detail: `The locked package indexes do not have ${missing.join(', ')} in the version that images.lock.json names.`,
      hint: 'Resolve the packages again: strata package-vm-app -update.',
    }),
  );
}
