import { forEachAtOnce } from '../../downloads/at-once';
import type { Downloads } from '../../downloads/downloads';
import type { PackageFile } from './package-files';

export interface PrefetchContext {
  readonly downloads: Downloads;
  readonly signal: AbortSignal;
}

/**
 * Downloads package files ahead of apt, which asks for one after the other; a distant mirror makes that slow. apt finds
 * them in the cache or joins the download. Problems are left to apt's own request for the same file.
 */
export async function prefetch(
  { downloads, signal }: PrefetchContext,
  files: readonly PackageFile[],
): Promise<void> {
  const fetch = async (file: PackageFile) => {
    signal.throwIfAborted();
    await downloads.fetch({ sha256: file.sha256, size: file.size, urls: [file.url], label: file.path });
  };
  await forEachAtOnce(files, fetch).catch(() => undefined);
}
