import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnostic } from '@strata/diagnostics';
import type { LayerRecord } from '@strata/sdk';
import type { Replacements } from '../apt/lists/reduce';
import type { AptFacts } from '../apt/lock/facts';
import type { BaseRequest } from '../apt/lock/resolve';
import { mergedUsrPackage } from '../apt/lock/seeds';
import { findPackageFiles, type PackageFile } from '../apt/proxy/package-files';
import { prefetch } from '../apt/proxy/prefetch';
import type { AptProxy } from '../apt/proxy/session';
import { hostReadsZstd, readsZstd, repackFiles, replaceFiles } from '../apt/repack/bootstrap-forms';
import type { Namespace } from '../namespace/namespace';
import type { Draft } from '../store/draft';
import { assertSpace } from '../store/space';
import type { Store } from '../store/store';
import { writeBootstrapFiles } from './bootstrap-files';
import type { BaseContext } from './context';
import { comparePackages, parseInstalled } from './installed';
import { locateBase } from './locate-base';
import { runMmdebstrap } from './mmdebstrap';

/** What a bootstrap uses beside what every base does. */
export interface BootstrapContext extends BaseContext {
  readonly store: Store;
  readonly namespace: Namespace;
  readonly proxy: AptProxy;
  readonly buildId: string;
}

/**
 * Makes a base out of packages, as one layer. mmdebstrap writes straight into the layer's folder, in our own
 * namespaces: a build that is killed leaves neither mounts nor processes, and no archive is packed only to be unpacked.
 */
export async function makeBootstrap(
  context: BootstrapContext,
  request: BaseRequest,
  facts: AptFacts,
): Promise<LayerRecord> {
  const { sources, suites, archives } = await locateBase(context, request, facts);
  context.say(`Bootstrapping ${request.suite}: ${Object.keys(facts.packages).length} packages`);
  const files = findPackageFiles(archives, facts.packages);
  await assertSpace(context.store.directory, getNeededSpace(files), 'Bootstrapping the base');
  const fetched = prefetch(context, files);
  const replacements = await getReplacements(context, facts, files);
  const problems: Diagnostic[] = [];
  const session = context.proxy.open({
    archives: replaceFiles(archives, replacements),
    onProblem: (problem) => problems.push(problem),
  });
  const draft = await context.store.draft(context.buildId);
  try {
    const hook = await writeBootstrapFiles(context.scratch, {
      request,
      facts,
      sources,
      suites,
      proxy: session.url,
      replacements,
    });
    const mergeUsr = mergedUsrPackage in facts.packages && !('usrmerge' in facts.packages);
    const count = Object.keys(facts.packages).length;
    await runMmdebstrap(context, { request, draft, files: hook, count, mergeUsr, problems });
    await checkInstalled(context, draft, facts);
    const { signal, startActivity } = context;
    return await context.store.commit(draft, { signal, startActivity });
  } finally {
    session.close();
    await context.store.discard(draft);
    if (!context.signal.aborted) await fetched;
  }
}

/** Packages in a form that unpacks quickly, for a dpkg that reads it. */
async function getReplacements(
  context: BootstrapContext,
  { packages }: AptFacts,
  files: readonly PackageFile[],
): Promise<Replacements> {
  if (!readsZstd(packages['dpkg'] ?? '') || !(await hostReadsZstd(context))) return new Map();
  const { repacked } = context.proxy;
  return repackFiles({ ...context, repacked }, files);
}

/** The packages themselves, and four times that unpacked: what xz makes of programs. */
function getNeededSpace(files: readonly PackageFile[]): number {
  return 5 * files.reduce((sum, { size }) => sum + size, 0);
}

/** Says when another version of apt chose other packages from the same indexes than the lock says. */
async function checkInstalled(context: BaseContext, draft: Draft, facts: AptFacts): Promise<void> {
  const status = await readFile(join(draft.upper, 'var/lib/dpkg/status'), 'utf8');
  const difference = comparePackages(facts.packages, parseInstalled(status));
  if (difference) context.warn(difference);
}
