import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import { createTransport, getProxySettings, openDownloads } from '@strata/layers/downloads';
import { readLockFile, writeLockEntry } from '@strata/layers/lock-file';
import {
  type AptFacts,
  fetchPackageSet,
  formatAptFacts,
  type PackagesRequest,
  type PackedEntry,
  parseAptFacts,
  resolvePackageSet,
  writeTarGz,
} from '@strata/layers/packaging';
import { problem } from '../../codes';
import { makeDebsScript } from '../commands/debs-script';
import { LINUX_SCRIPT } from '../commands/generate';
import type { DebsSource, Definition } from '../definition/definition';
import type { PackContext, Packed } from './context';

/** Keeps which versions a package of Debian packages was resolved to. Beside the definition, for version control. */
export const DEBS_LOCK_FILE = 'vm-app.lock.json';

/** Packs Debian packages with all that they depend on, and the script that lets apt on the machine choose from them. */
export async function packDebs(
  context: PackContext,
  definition: Definition,
  source: DebsSource,
): Promise<Packed> {
  const { scratch, signal } = context;
  const downloads = openDownloads(context.downloads, createTransport(getProxySettings(context.variables)));
  try {
    const base = {
      ...{ downloads, scratch, signal, say: context.say, startActivity: context.startActivity },
      searchPath: [context.variables.PATH, '/usr/local/sbin', '/usr/sbin', '/sbin'].filter(Boolean).join(':'),
      warn: ({ detail }: Diagnostic) => context.say(detail),
    };
    const request: PackagesRequest = source;
    const facts = await findFacts(context, definition, request, () => resolvePackageSet(base, request));
    const { files, index } = await fetchPackageSet(base, request, facts).catch((error: unknown) => {
      throw explainDrift(error, definition);
    });
    const entries: readonly PackedEntry[] = [
      { kind: 'folder', path: 'debs' },
      { kind: 'text', path: 'debs/Packages', text: index, mode: 0o644 },
      ...files.map(
        ({ name, path, size }): PackedEntry => ({
          ...{ kind: 'file', path: `debs/${name}`, source: path, size, mode: 0o644 },
        }),
      ),
      { kind: 'text', path: LINUX_SCRIPT, text: makeDebsScript(definition, source), mode: 0o755 },
    ];
    const path = join(scratch, 'package.tar.gz');
    const { contentDigest } = await writeTarGz(path, entries, signal);
    return { path, contentDigest, packages: facts.packages };
  } finally {
    await downloads.close();
  }
}

/** What was resolved the last time, unless something else is wanted now or it shall be looked up anew. */
async function findFacts(
  { update, say }: PackContext,
  { directory }: Definition,
  request: PackagesRequest,
  resolve: () => Promise<AptFacts>,
): Promise<AptFacts> {
  const path = join(directory, DEBS_LOCK_FILE);
  const name = getLockName(request);
  const locked = (await readLockFile(path))[name];
  if (locked && !update) return parseAptFacts(locked);
  say(`Resolving ${request.packages.join(', ')} for ${request.suite}`);
  const facts = await resolve();
  await writeLockEntry(path, name, formatAptFacts(facts));
  return facts;
}

/** Equal for equal wishes: `debs-bookworm-amd64-1a2b3c4d`. */
function getLockName(request: PackagesRequest): string {
  const { distribution, suite, architecture, packages, components, mirror, snapshot } = request;
  const wish = [distribution, suite, architecture, [...packages].sort(), components, mirror, snapshot];
  const digest = createHash('sha256').update(JSON.stringify(wish)).digest('hex');
  return `debs-${suite}-${architecture}-${digest.slice(0, 8)}`;
}

/** What was locked is gone from the mirrors. */
const DRIFTED = 'LAY078';

/** Bases have a lock file of their own, and the words of the layers are about that. */
function explainDrift(error: unknown, { directory, at }: Definition): unknown {
  if (!(error instanceof Failure) || !error.diagnostics.some(({ code }) => code === DRIFTED)) return error;
  const subject = at('package.packages');
  return new Failure(
    problem('CLI063', {
      detail: `${DEBS_LOCK_FILE} pins package indexes that the mirror has replaced, and the cache of downloads does not have them or their packages any more.`,
      hint: `Look them up anew: strata package-vm-app -update ${directory.split('/').at(-1)}; or name a "snapshot", which never changes.`,
      ...(subject && { subject }),
    }),
  );
}
