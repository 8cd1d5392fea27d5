import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import { type AptSource, normalizeUri } from './apt-source';
import { type Distribution, type DistributionName, distributions, getSuites } from './distribution';
import type { AptMachine } from './machine';

/** Which archive a base is made from, as a template says it. */
export interface ArchiveRequest {
  readonly distribution: DistributionName;
  readonly suite: string;
  /** @default `main`, for Ubuntu also `universe` */
  readonly components?: readonly string[] | undefined;
  /** Address of the main archive, in place of the machine's own. May hold `@SNAPSHOTID@`. */
  readonly mirror?: string | undefined;
  /** Time of a snapshot archive, `20260701T000000Z`. */
  readonly snapshot?: string | undefined;
}

/** Where one suite of a base comes from. */
export interface SuiteSource {
  readonly suite: string;
  /** Without a slash at the end. */
  readonly uri: string;
  readonly components: readonly string[];
  /** A keyring that the machine's own source names. */
  readonly keyring?: string;
}

/** Sources that a machine without any of its own would use. */
export type DefaultSources = (request: ArchiveRequest) => Promise<readonly AptSource[]>;

const defaultComponents: Readonly<Record<DistributionName, readonly string[]>> = {
  debian: ['main'],
  ubuntu: ['main', 'universe'],
};

/**
 * Chooses where each suite of a release comes from: the template's mirror, else this machine's own sources, else the
 * defaults of the bootstrap tool. Sources of other vendors never count, whatever their suites are called.
 */
export async function getSuiteSources(
  request: ArchiveRequest,
  machine: AptMachine,
  getDefaults: DefaultSources,
): Promise<readonly SuiteSource[]> {
  const distribution = distributions[request.distribution];
  const components = request.components ?? defaultComponents[request.distribution];
  const suites = getSuites(distribution, request.suite);
  const own = machine.sources.filter((source) => isOwn(source, distribution));
  const find = (suite: string) =>
    fromMirror(request, suite, distribution) ??
    fromMachine(request, suite, { ...machine, sources: own }, distribution);

  const found = suites.map(find);
  const defaults = found.every(Boolean) ? [] : await getDefaults(request);
  return suites.map((suite, index) => {
    const source = found[index] ?? defaults.find((candidate) => candidate.suite === suite);
    if (!source) throw noSources(request, suite);
    const [keyring] = source.signedBy;
    return { suite, uri: source.uri, components, ...(keyring && { keyring }) };
  });
}

type Place = Pick<AptSource, 'uri' | 'signedBy'>;

function fromMirror(request: ArchiveRequest, suite: string, distribution: Distribution): Place | undefined {
  if (request.mirror === undefined) return undefined;
  const main = normalizeUri(request.mirror.replaceAll('@SNAPSHOTID@', request.snapshot ?? ''));
  const uri = isSecurity(suite) ? distribution.getSecurityUri(main) : main;
  return uri === undefined ? undefined : { uri, signedBy: [] };
}

/**
 * A source of the suite itself, or of the same pocket of the release that this machine runs: a mirror that carries one
 * release of a distribution carries the others.
 */
function fromMachine(
  request: ArchiveRequest,
  suite: string,
  machine: AptMachine,
  distribution: Distribution,
): Place | undefined {
  const pocket = suite.slice(request.suite.length);
  const names = [suite, ...(machine.codename === undefined ? [] : [machine.codename + pocket])];
  for (const name of names) {
    const source = machine.sources.find((candidate) => candidate.suite === name);
    if (source) return source;
  }
  if (pocket === '') return undefined;
  const main = fromMachine(request, request.suite, machine, distribution);
  const uri = main && (isSecurity(suite) ? distribution.getSecurityUri(main.uri) : main.uri);
  return main && uri !== undefined ? { ...main, uri } : undefined;
}

function isSecurity(suite: string): boolean {
  return suite.endsWith('-security');
}

/** The distribution's own archives are signed by its own keyring, and all have `main`. */
function isOwn(source: AptSource, distribution: Distribution): boolean {
  const signed = source.signedBy.every((path) => path.includes(`${distribution.name}-archive`));
  return signed && source.components.includes('main') && /^https?:/.test(source.uri);
}

function noSources(request: ArchiveRequest, suite: string): Failure {
  return new Failure(
    problem('LAY071', {
      detail: `No address is known for ${suite} of ${request.distribution}: the apt sources of this machine name none and the bootstrap tool has no default.`,
      hint: 'Write `mirror = "http://…"` into the bootstrap block, or check the name of the suite.',
    }),
  );
}
