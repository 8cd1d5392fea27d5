import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import { fetchIndex, getIndexPath, type IndexContext } from '../index/fetch-index';
import { fetchRelease, noSuchSuite } from '../index/fetch-release';
import { parseRelease, type Release } from '../index/release';
import type { SuiteSource } from '../sources/select';
import type { AptFacts } from './facts';
import { findRelease, keepRelease, type LockedSuite } from './release-cache';

/** A locked suite with everything that apt needs of it on this machine. */
export interface LocatedSuite {
  readonly source: SuiteSource;
  readonly architecture: string;
  /** Text of an InRelease that lists the indexes. */
  readonly release: string;
  /** Path of each uncompressed index, by component. */
  readonly indexes: Readonly<Record<string, { readonly path: string; readonly sha256: string }>>;
}

export interface LocateContext extends IndexContext {
  readonly signal: AbortSignal;
}

/** Gets the indexes that a lock names, from the cache or the mirrors. Fails, naming each, when some are gone. */
export async function locateSuites(
  context: LocateContext,
  facts: AptFacts,
  sources: readonly SuiteSource[],
): Promise<readonly LocatedSuite[]> {
  const wanted = sources.filter(({ suite }) => facts.suites[suite] !== undefined);
  const results = await Promise.allSettled(wanted.map((source) => locateSuite(context, facts, source)));
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  if (failures.length > 0) throw combine(failures);
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

async function locateSuite(
  context: LocateContext,
  facts: AptFacts,
  source: SuiteSource,
): Promise<LocatedSuite> {
  const { architecture } = facts;
  const indexes = facts.suites[source.suite] ?? {};
  const locked: LockedSuite = { suite: source.suite, architecture, indexes };
  const release =
    (await findRelease(context.downloads, locked)) ?? (await fetchMatching(context, locked, source));
  const parsed = parseRelease(release);
  const paths = await Promise.all(
    Object.entries(indexes).map(async ([component, digest]) => {
      const path = await fetchIndex(context, { source, component, architecture }, parsed);
      return [component, { path, sha256: digest.slice('sha256:'.length) }] as const;
    }),
  );
  return { source, architecture, release, indexes: Object.fromEntries(paths) };
}

/** The mirror's current InRelease, if it still lists the locked indexes. */
async function fetchMatching(
  context: LocateContext,
  locked: LockedSuite,
  source: SuiteSource,
): Promise<string> {
  const text = await fetchRelease(context.downloads.transport, source, context.signal);
  if (text === undefined) throw noSuchSuite(source);
  const moved = findMoved(parseRelease(text), locked, source);
  if (moved.length > 0) throw drifted(locked, moved);
  await keepRelease(context.downloads, locked, text);
  return text;
}

function findMoved(release: Release, locked: LockedSuite, source: SuiteSource): readonly string[] {
  const { architecture } = locked;
  return Object.entries(locked.indexes)
    .filter(([component, digest]) => {
      const current = release.files.get(getIndexPath({ source, component, architecture }));
      return current === undefined || `sha256:${current.sha256}` !== digest;
    })
    .map(([component]) => component);
}

/** The archive has moved on from what is locked, and nobody here has kept it. */
function drifted({ suite, indexes, architecture }: LockedSuite, components: readonly string[]): Failure {
  const list = components.map((component) => `${component} (${indexes[component]})`).join(', ');
  return new Failure(
    problem('LAY078', {
      detail: `images.lock.json pins ${suite} for ${architecture} to package indexes that the mirror has replaced and the download cache does not have: ${list}.`,
      hint: 'Run `strata lock` to take the current ones and review the change, or name a snapshot in the bootstrap block.',
    }),
  );
}

/** One failure with the diagnostics of all; anything else that was thrown goes first. */
function combine(failures: readonly unknown[]): unknown {
  const other = failures.find((failure) => !(failure instanceof Failure));
  return other ?? new Failure(failures.flatMap((failure) => (failure as Failure).diagnostics));
}
