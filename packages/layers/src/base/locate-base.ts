import { Failure } from '@strata/diagnostics';
import type { AptFacts } from '../apt/lock/facts';
import { type LocatedSuite, locateSuites } from '../apt/lock/locate';
import { type BaseRequest, type PackagesRequest, resolveApt } from '../apt/lock/resolve';
import { openArchives } from '../apt/proxy/archives';
import { findPackageFiles, type PackageFile } from '../apt/proxy/package-files';
import type { PinnedArchive } from '../apt/proxy/route';
import { readAptMachine } from '../apt/sources/machine';
import { getSuiteSources, type SuiteSource } from '../apt/sources/select';
import { askMmdebstrap } from '../apt/sources/tool-default';
import { forEachAtOnce } from '../downloads/at-once';
import { noNetwork, notFound } from '../downloads/problems';
import type { BaseContext } from './context';

/** Looks up what the archives have now: the facts to lock. */
export async function resolveBootstrap(context: BaseContext, request: BaseRequest): Promise<AptFacts> {
  const machine = await readAptMachine();
  const sources = await getSuiteSources(request, machine, askMmdebstrap(context, context.scratch));
  return resolveApt(context, request, { machine, sources });
}

export interface LocatedBase {
  readonly sources: readonly SuiteSource[];
  readonly suites: readonly LocatedSuite[];
  readonly archives: readonly PinnedArchive[];
}

/** The locked suites of a base, and the archives that they belong to. */
export async function locateBase(
  context: BaseContext,
  request: PackagesRequest,
  facts: AptFacts,
): Promise<LocatedBase> {
  const machine = await readAptMachine();
  const sources = await getSuiteSources(request, machine, askMmdebstrap(context, context.scratch));
  const suites = await locateSuites(context, facts, sources);
  return { sources, suites, archives: await openArchives(context.downloads, suites) };
}

/** Whether the indexes and every package that the facts name can still be had, here or from the mirrors. */
export async function isBootstrapAvailable(
  context: BaseContext,
  request: BaseRequest,
  facts: AptFacts,
): Promise<boolean> {
  try {
    const { archives } = await locateBase(context, request, facts);
    const files = findPackageFiles(archives, facts.packages);
    const label = 'looking for packages';
    using activity = context.startActivity({ label, unit: 'items', total: files.length });
    await forEachAtOnce(files, async (file) => {
      await checkPackage(context, file);
      activity.add(1);
    });
    return true;
  } catch (error) {
    if (error instanceof Failure && error.diagnostics.every(({ code }) => goneCodes.has(code))) return false;
    throw error;
  }
}

/** Index moved on, file not there, suite not there. No network is another matter: then nothing can be said. */
const goneCodes: ReadonlySet<string> = new Set(['LAY075', 'LAY078', 'LAY086']);

async function checkPackage({ downloads, signal }: BaseContext, file: PackageFile): Promise<void> {
  if (await downloads.find(file.sha256)) return;
  const wanted = { label: file.path, urls: [file.url] };
  const answer = await downloads.transport(file.url, { method: 'HEAD', signal }).catch((cause: unknown) => {
    throw noNetwork(wanted, cause);
  });
  answer.body.resume();
  if (answer.status === 404) throw notFound(wanted);
}
