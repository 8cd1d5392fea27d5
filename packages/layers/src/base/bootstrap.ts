import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { LayerRecord } from '@strata/sdk';
import { formatAptConfiguration } from '../apt/lists/configuration';
import { writeReducedLists } from '../apt/lists/reduce';
import type { AptFacts } from '../apt/lock/facts';
import { type LocatedSuite, locateSuites } from '../apt/lock/locate';
import { type BaseRequest, resolveApt } from '../apt/lock/resolve';
import { mergedUsrPackage } from '../apt/lock/seeds';
import { openArchives } from '../apt/proxy/archives';
import { findPackageFiles, type PackageFile } from '../apt/proxy/package-files';
import { prefetch } from '../apt/proxy/prefetch';
import type { AptProxy } from '../apt/proxy/session';
import { distributions } from '../apt/sources/distribution';
import { formatSources } from '../apt/sources/format';
import { readAptMachine } from '../apt/sources/machine';
import { getSuiteSources, type SuiteSource } from '../apt/sources/select';
import { askMmdebstrap } from '../apt/sources/tool-default';
import { forEachAtOnce } from '../downloads/at-once';
import { noNetwork, notFound } from '../downloads/problems';
import type { Namespace } from '../namespace/namespace';
import type { Draft } from '../store/draft';
import { assertSpace } from '../store/space';
import type { Store } from '../store/store';
import { bootstrapHook, deferredInitrd } from './bootstrap-hook';
import type { BaseContext } from './context';
import { comparePackages, parseInstalled } from './installed';
import { runMmdebstrap } from './mmdebstrap';

/** What a bootstrap uses beside what every base does. */
export interface BootstrapContext extends BaseContext {
  readonly store: Store;
  readonly namespace: Namespace;
  readonly proxy: AptProxy;
  readonly buildId: string;
}

/** Looks up what the archives have now: the facts to lock. */
export async function resolveBootstrap(context: BaseContext, request: BaseRequest): Promise<AptFacts> {
  const machine = await readAptMachine();
  const sources = await getSuiteSources(request, machine, askMmdebstrap(context, context.scratch));
  return resolveApt(context, request, { machine, sources });
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
  const { sources, suites, archives } = await locate(context, request, facts);
  context.say(`Bootstrapping ${request.suite}: ${Object.keys(facts.packages).length} packages`);
  const files = findPackageFiles(archives, facts.packages);
  await assertSpace(context.store.directory, getNeededSpace(files), 'Bootstrapping the base');
  const fetched = prefetch(context.downloads, files);
  const problems: Parameters<typeof runMmdebstrap>[1]['problems'] = [];
  const session = context.proxy.open({ archives, onProblem: (problem) => problems.push(problem) });
  const draft = await context.store.draft(context.buildId);
  try {
    const hook = await writeFiles(context, { request, facts, sources, suites, proxy: session.url });
    const mergeUsr = mergedUsrPackage in facts.packages && !('usrmerge' in facts.packages);
    await runMmdebstrap(context, { request, draft, files: hook, mergeUsr, problems });
    await checkInstalled(context, draft, facts);
    return await context.store.commit(draft, { signal: context.signal });
  } finally {
    session.close();
    await context.store.discard(draft);
    await fetched;
  }
}

/** Whether the indexes and every package that the facts name can still be had, here or from the mirrors. */
export async function isBootstrapAvailable(
  context: BaseContext,
  request: BaseRequest,
  facts: AptFacts,
): Promise<boolean> {
  try {
    const { archives } = await locate(context, request, facts);
    const files = findPackageFiles(archives, facts.packages);
    await forEachAtOnce(files, (file) => checkPackage(context, file));
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

async function locate(context: BaseContext, request: BaseRequest, facts: AptFacts) {
  const machine = await readAptMachine();
  const sources = await getSuiteSources(request, machine, askMmdebstrap(context, context.scratch));
  const suites = await locateSuites(context, facts, sources);
  return { sources, suites, archives: await openArchives(context.downloads, suites) };
}

/** The packages themselves, and four times that unpacked: what xz makes of programs. */
function getNeededSpace(files: readonly PackageFile[]): number {
  return 5 * files.reduce((sum, { size }) => sum + size, 0);
}

interface HookFiles {
  readonly request: BaseRequest;
  readonly facts: AptFacts;
  readonly sources: readonly SuiteSource[];
  readonly suites: readonly LocatedSuite[];
  readonly proxy: string;
}

/** Writes the hook and its files; gives their folder. */
async function writeFiles(context: BaseContext, files: HookFiles): Promise<string> {
  const folder = join(context.scratch, 'bootstrap');
  await mkdir(folder, { recursive: true });
  const { keyring } = distributions[files.request.distribution];
  const texts = {
    hook: bootstrapHook,
    'apt.conf': formatAptConfiguration({ proxy: files.proxy, httpsProxy: undefined }),
    'sources.list': formatSources(files.sources, undefined),
    keyring,
    ...('initramfs-tools' in files.facts.packages && { 'defer-initrd': deferredInitrd }),
  };
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
  await writeReducedLists(join(folder, 'lists'), files.suites, files.facts.packages);
  return folder;
}

/** Says when another version of apt chose other packages from the same indexes than the lock says. */
async function checkInstalled(context: BaseContext, draft: Draft, facts: AptFacts): Promise<void> {
  const status = await readFile(join(draft.upper, 'var/lib/dpkg/status'), 'utf8');
  const difference = comparePackages(facts.packages, parseInstalled(status));
  if (difference) context.warn(difference);
}
