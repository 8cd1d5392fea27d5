import { basename } from 'node:path';
import type { StartActivity } from '@strata/sdk';
import { forEachAtOnce } from '../../downloads/at-once';
import type { Downloads } from '../../downloads/downloads';
import type { PackageFile } from './package-files';

export interface PrefetchContext {
  readonly downloads: Downloads;
  readonly signal: AbortSignal;
  readonly startActivity: StartActivity;
}

/**
 * Downloads package files ahead of apt, which asks for one after the other; a distant mirror makes that slow. apt finds
 * them in the cache or joins the download. Problems are left to apt's own request for the same file.
 */
export async function prefetch(
  { downloads, signal, startActivity }: PrefetchContext,
  files: readonly PackageFile[],
): Promise<void> {
  const missing = await listMissing(downloads, files);
  if (missing.length === 0) return;
  const total = missing.reduce((sum, { size }) => sum + size, 0);
  using activity = startActivity({ label: 'downloading packages', unit: 'bytes', total });
  const fetch = async ({ sha256, size, url, path }: PackageFile) => {
    signal.throwIfAborted();
    activity.set({ item: basename(path) });
    let here = 0;
    await downloads.fetch({ sha256, size, urls: [url], label: path }, (bytes) => {
      here += bytes;
      activity.add(bytes);
    });
    // It may have come by another's wish meanwhile.
    activity.add(size - here);
  };
  await forEachAtOnce(missing, fetch).catch(() => undefined);
}

async function listMissing(
  downloads: Downloads,
  files: readonly PackageFile[],
): Promise<readonly PackageFile[]> {
  const found = await Promise.all(files.map(({ sha256 }) => downloads.find(sha256)));
  return files.filter((_, at) => found[at] === undefined);
}
