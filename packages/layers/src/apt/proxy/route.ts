import type { Pool } from '../index/pool';
import type { Release } from '../index/release';

/** An archive whose indexes are fixed for a session. */
export interface PinnedArchive {
  /** Without a slash at the end. */
  readonly uri: string;
  /** Its suites that are pinned, by name: the InRelease to show, and what that lists. */
  readonly suites: ReadonlyMap<string, { readonly text: string; readonly release: Release }>;
  /** Files of the pinned indexes. */
  readonly pool: Pool;
}

/** What to do with a request. */
export type Route =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'content'; readonly sha256: string; readonly size?: number; readonly label: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'through' };

/**
 * Decides by the address alone. Everything that is kept is known by a digest: files of pinned suites by their Release,
 * packages by their index, and whatever any archive offers by hash. The rest (the Release of an archive that a step added
 * by itself) is passed on and not kept, for nothing would tell when it is stale.
 */
export function getRoute(url: URL, archives: readonly PinnedArchive[]): Route {
  const address = `${url.protocol}//${url.host}${decode(url.pathname)}`;
  const byHash = /\/by-hash\/SHA256\/([0-9a-f]{64})$/.exec(address);
  if (byHash) return { kind: 'content', sha256: byHash[1] as string, label: url.pathname };
  for (const archive of archives) {
    if (!address.startsWith(`${archive.uri}/`)) continue;
    const route = getPinnedRoute(address.slice(archive.uri.length + 1), archive);
    if (route) return route;
  }
  return { kind: 'through' };
}

function getPinnedRoute(path: string, archive: PinnedArchive): Route | undefined {
  const [, name = '', rest = ''] = /^dists\/([^/]+)\/(.+)$/.exec(path) ?? [];
  const suite = archive.suites.get(name);
  if (suite) return getSuiteRoute(rest, suite);
  const file = archive.pool.find(path);
  return file && { kind: 'content', sha256: file.sha256, size: file.size, label: path };
}

function getSuiteRoute(path: string, suite: { readonly text: string; readonly release: Release }): Route {
  if (path === 'InRelease') return { kind: 'text', text: suite.text };
  const file = suite.release.files.get(path);
  return file ? { kind: 'content', ...file, label: path } : { kind: 'absent' };
}

/** apt writes `+` and `~` of versions as escapes. */
function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
