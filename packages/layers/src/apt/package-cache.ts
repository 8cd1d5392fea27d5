import { chmod, copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { getMark } from '../downloads/blobs';
import type { Downloads } from '../downloads/downloads';
import type { SandboxSession } from '../sandbox/session';

/**
 * What apt makes of the lists when it first reads them, half a second's work. It does not depend on what is installed, so
 * that of the first step serves all others on the same lists. apt checks by itself whether it fits.
 */
const cacheName = 'srcpkgcache.bin';

/** The folder that steps on these lists see at /var/cache/apt. */
export async function preparePackageCache({ directory }: Downloads, lists: string): Promise<string> {
  const folder = join(directory, 'apt', 'caches', basename(lists));
  await mkdir(join(folder, 'archives', 'partial'), { recursive: true });
  return folder;
}

/** Only of lists as they were shown: a step may have added sources of its own. */
const script = `
cache=/var/cache/apt/${cacheName}
[ -e "$cache" ] || exit 0
[ -z "$(find /var/lib/apt/lists -maxdepth 1 -type f -newer "$cache" -name '*_*')" ] || exit 0
[ "$(find /var/lib/apt/lists -maxdepth 1 -type f -name '*_*' | wc -l)" = "$count" ] || exit 0
cp "$cache" /run/strata/${cacheName}
`;

export interface PackageCacheRequest {
  readonly folder: string;
  /** How many lists there are. */
  readonly count: number;
  /** Folder of this machine that the sandbox shows at /run/strata. */
  readonly shared: string;
}

/** Keeps what apt has made in a sandbox, unless there is one already. That it cannot be kept only costs time. */
export async function keepPackageCache(
  session: Pick<SandboxSession, 'exec'>,
  { folder, count, shared }: PackageCacheRequest,
  signal: AbortSignal,
): Promise<void> {
  const target = join(folder, cacheName);
  if (await stat(target).catch(() => undefined)) return;
  const temporary = `${target}.${getMark()}`;
  try {
    await session.exec({ command: script, env: { count: String(count) } }, signal);
    // The store may be on another file system, and half a file must never be seen.
    await copyFile(join(shared, cacheName), temporary);
    await chmod(temporary, 0o644);
    await rename(temporary, target);
  } catch {
    // No apt in the image, or no cache made.
    await rm(temporary, { force: true });
  }
}
