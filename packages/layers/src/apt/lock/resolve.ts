import { readFile } from 'node:fs/promises';
import { Failure } from '@strata/diagnostics';
import type { BaseContext } from '../../base/context';
import { problem } from '../../codes';
import { fetchIndex, getIndexPath } from '../index/fetch-index';
import { fetchRelease, noSuchSuite } from '../index/fetch-release';
import { parsePackages } from '../index/packages';
import { parseRelease } from '../index/release';
import { checkSignature } from '../index/signature';
import { prepareLists } from '../lists/prepare';
import { findKeyring } from '../sources/keyring';
import type { AptMachine } from '../sources/machine';
import type { ArchiveRequest, SuiteSource } from '../sources/select';
import { resolveClosure } from './closure';
import type { AptFacts } from './facts';
import type { LocatedSuite } from './locate';
import { keepRelease } from './release-cache';
import { getSeeds, type Variant } from './seeds';

/** Packages of an archive, before it is known which versions that means. */
export interface PackagesRequest extends ArchiveRequest {
  /** Debian's word: `amd64`. */
  readonly architecture: string;
  readonly packages: readonly string[];
}

/** What a base is made of. */
export interface BaseRequest extends PackagesRequest {
  readonly variant: Variant;
}

/**
 * Looks up the current state of the archives: index digests, and the versions that apt chooses from them. Without a
 * variant these are the packages and all that they depend on, and no more.
 */
export async function resolveApt(
  context: BaseContext,
  request: PackagesRequest & { readonly variant?: Variant },
  world: { readonly machine: AptMachine; readonly sources: readonly SuiteSource[] },
): Promise<AptFacts> {
  const suites = await Promise.all(
    world.sources.map((source) => resolveSuite(context, request, { source, machine: world.machine })),
  );
  const lists = await prepareLists(context.downloads, suites);
  const { architecture, distribution, variant } = request;
  const seeds = variant === undefined ? [] : await readSeeds(variant, suites);
  const names = [...new Set([...seeds, ...request.packages])];
  const { sources } = world;
  using _ = context.startActivity({ label: 'choosing packages', unit: 'items' });
  const packages = await resolveClosure(context, {
    sources,
    architecture,
    lists,
    names,
    scratch: context.scratch,
  });
  return { distribution, architecture, suites: Object.fromEntries(suites.map(getDigests)), packages };
}

function getDigests({ source, indexes }: LocatedSuite): readonly [string, Readonly<Record<string, string>>] {
  const digests = Object.entries(indexes).map(([component, { sha256 }]) => [component, `sha256:${sha256}`]);
  return [source.suite, Object.fromEntries(digests)];
}

async function resolveSuite(
  context: BaseContext,
  request: PackagesRequest,
  { source, machine }: { readonly source: SuiteSource; readonly machine: AptMachine },
): Promise<LocatedSuite> {
  const { downloads, signal } = context;
  const { architecture } = request;
  const keyring = await findKeyring(source, request.distribution, machine);
  const release = await fetchRelease(downloads.transport, source, signal);
  if (release === undefined) throw noSuchSuite(source);
  await checkSignature(context, release, { label: `The index of ${source.suite} at ${source.uri}`, keyring });
  const parsed = parseRelease(release);
  const indexes = await Promise.all(
    source.components.map(async (component) => {
      const index = { source, component, architecture };
      const listed = parsed.files.get(getIndexPath(index));
      if (!listed) throw noSuchComponent(source, component, architecture);
      return [component, { path: await fetchIndex(context, index, parsed), sha256: listed.sha256 }] as const;
    }),
  );
  const located: LocatedSuite = { source, architecture, release, indexes: Object.fromEntries(indexes) };
  const [suite, digests] = getDigests(located);
  await keepRelease(downloads, { suite, architecture, indexes: digests }, release);
  return located;
}

/** Only the release itself decides what is essential; its updates carry the same packages again. */
async function readSeeds(variant: Variant, [release]: readonly LocatedSuite[]): Promise<readonly string[]> {
  const paths = Object.values(release?.indexes ?? {}).map(({ path }) => path);
  const seeds = await Promise.all(
    paths.map(async (path) => getSeeds(variant, parsePackages(await readFile(path, 'latin1')))),
  );
  return [...new Set(seeds.flat())];
}

function noSuchComponent(source: SuiteSource, component: string, architecture: string): Failure {
  return new Failure(
    problem('LAY086', {
      detail: `${source.suite} at ${source.uri} has no component ${component} for ${architecture}.`,
      hint: 'Check `components` and `architecture` in the bootstrap block.',
    }),
  );
}
