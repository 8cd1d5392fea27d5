import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SandboxBind } from '../sandbox/session';
import { type AptConfiguration, formatAptConfiguration } from './lists/configuration';
import { prepareLists } from './lists/prepare';
import type { AptFacts } from './lock/facts';
import { type LocateContext, locateSuites } from './lock/locate';
import { preparePackageCache } from './package-cache';
import { openArchives } from './proxy/archives';
import type { PinnedArchive } from './proxy/route';
import { hook, hookName, hookSettings, quickFolder } from './repack/hook';
import { readAptSources } from './sources/machine';
import type { SuiteSource } from './sources/select';

/** What steps on one base see of apt's world; the same for all of them. */
export interface AptView {
  readonly archives: readonly PinnedArchive[];
  /** The lists, and a cache folder that keeps downloads out of the layer. */
  readonly binds: readonly SandboxBind[];
  /** What `keepPackageCache` needs. */
  readonly packageCache: { readonly folder: string; readonly count: number };
}

/**
 * Prepares the locked indexes for steps. Which archives they belong to is read in the base itself, where the bootstrap
 * wrote it: facts name no hosts, and another machine may have used another mirror.
 * @param base folder of the bottom layer
 */
export async function prepareAptView(
  context: LocateContext,
  facts: AptFacts,
  base: string,
): Promise<AptView> {
  const suites = await locateSuites(context, facts, await readSources(base));
  const [lists, archives] = await Promise.all([
    prepareLists(context.downloads, suites),
    openArchives(context.downloads, suites),
  ]);
  const folder = await preparePackageCache(context.downloads, lists);
  const names = await readdir(lists);
  return {
    archives,
    binds: [
      { source: lists, target: '/var/lib/apt/lists', access: 'scratch' },
      { source: folder, target: '/var/cache/apt', access: 'scratch' },
    ],
    packageCache: { folder, count: names.filter((name) => name.includes('_')).length },
  };
}

async function readSources(base: string): Promise<readonly SuiteSource[]> {
  const sources = await readAptSources(join(base, 'etc/apt'));
  const byAddress = new Map(sources.map((source) => [`${source.uri} ${source.suite}`, source]));
  return Array.from(byAddress.values(), ({ uri, suite, components }) => ({ uri, suite, components }));
}

/** Name of apt's settings in the folder that a sandbox shows at /run/strata. */
const configurationName = 'apt.conf';

/** Writes the settings into that folder; gives the environment that makes apt read them. */
export async function writeAptConfiguration(
  shared: string,
  configuration: AptConfiguration,
): Promise<Readonly<Record<string, string>>> {
  const settings = formatAptConfiguration(configuration) + hookSettings;
  await writeFile(join(shared, configurationName), settings, { mode: 0o644 });
  await writeFile(join(shared, hookName), hook, { mode: 0o644 });
  return { APT_CONFIG: `/run/strata/${configurationName}` };
}

/** Makes the folder of `SessionRequest.quickPackages` for a sandbox that shows `shared` at /run/strata. */
export async function makeQuickPackages(shared: string): Promise<string> {
  const folder = join(shared, quickFolder);
  await mkdir(folder);
  await chmod(folder, 0o755);
  return folder;
}
