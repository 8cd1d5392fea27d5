import { runTool, type ToolContext } from '../../base/tool';
import { forEachAtOnce } from '../../downloads/at-once';
import type { Replacements } from '../lists/reduce';
import type { PackageFile } from '../proxy/package-files';
import type { PrefetchContext } from '../proxy/prefetch';
import type { PinnedArchive } from '../proxy/route';
import type { Repacked } from './repacked';

/** The first dpkg of Debian that reads zstd. Source: its changelog. */
const firstWithZstd = [1, 21, 18] as const;

/** Whether a version of dpkg reads packages whose files are packed with zstd. */
export function readsZstd(version: string): boolean {
  const numbers = version.replace(/^\d+:/, '').split('.', 3).map(Number.parseFloat);
  for (const [at, first] of firstWithZstd.entries()) {
    const number = numbers[at] ?? Number.NaN;
    if (number !== first) return number > first;
  }
  return true;
}

/** The same of this machine's, with which mmdebstrap unpacks the first packages. Asked by trying. */
export async function hostReadsZstd(context: ToolContext): Promise<boolean> {
  const { code } = await runTool(context, { tool: 'dpkg-deb', args: ['-Zzstd', '--version'] });
  return code === 0;
}

/**
 * Makes the quick form of each package as soon as it is here. After a download that failed nothing new is begun: apt
 * will ask for the same file and tell.
 */
export async function repackFiles(
  { downloads, repacked, signal, startActivity }: PrefetchContext & { readonly repacked: Repacked },
  files: readonly PackageFile[],
): Promise<Replacements> {
  const replacements = new Map<string, { readonly sha256: string; readonly size: number }>();
  const label = 'making packages quick to unpack';
  using activity = startActivity({ label, unit: 'items', total: files.length });
  await forEachAtOnce(files, async ({ sha256, size, url, path }) => {
    await downloads.fetch({ sha256, size, urls: [url], label: path });
    const quick = await repacked.get(sha256, signal);
    if (quick) replacements.set(sha256, { sha256: quick.sha256, size: quick.size });
    activity.add(1);
  }).catch(() => undefined);
  return replacements;
}

/** Archives that have the quick forms in place of the packages. */
export function replaceFiles(
  archives: readonly PinnedArchive[],
  replacements: Replacements,
): readonly PinnedArchive[] {
  return archives.map((archive) => ({
    ...archive,
    pool: {
      files: () => archive.pool.files(),
      find: (path) => {
        const file = archive.pool.find(path);
        const quick = file && replacements.get(file.sha256);
        return quick ? { ...file, ...quick } : file;
      },
    },
  }));
}
