import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoreContext } from '../../../store/context';
import { getTemporaryPath } from '../../../store/json-file';
import { getBoot } from '../../../store/owner';

/** What an image of GRUB is made of. */
export interface GrubSource {
  /** Words and files that `grub-mkimage` is given. */
  readonly parts: readonly string[];
  /** Absolute paths of files that every version of its packages has anew. */
  readonly files: readonly string[];
}

/** Each is as large as a small picture, and images of one family and size share theirs. */
const mostImages = 16;
const prefix = 'grub-';

/**
 * Gives the image of GRUB that was made of the same before, or makes it. Packing one for BIOS takes four tenths of a
 * second of processor time, which is more than everything else that an edit of a last step asks of the processor.
 */
export async function keepGrub(
  store: StoreContext,
  source: GrubSource,
  make: () => Promise<Buffer>,
): Promise<Buffer> {
  const path = await getPath(store, source);
  const kept = await readFile(path).catch(() => undefined);
  if (kept !== undefined) return kept;
  const image = await make();
  // Whole or not at all; what cannot be kept is made again.
  const own = getTemporaryPath(store, 'grub-image');
  try {
    await writeFile(own, image);
    await rename(own, path);
    await removeOldest(store);
  } catch {
    await rm(own, { force: true });
  }
  return image;
}

/** With the boot of this machine in its name, as kept disks have it: nothing forces it to the platter. */
async function getPath({ layout }: StoreContext, { parts, files }: GrubSource): Promise<string> {
  const stamps = await Promise.all(
    files.map(async (path) => {
      const { size, mtimeMs } = await stat(path);
      return `${path} ${size} ${mtimeMs}`;
    }),
  );
  const key = createHash('sha256')
    .update(JSON.stringify([parts, stamps]))
    .digest('hex');
  return join(layout.disks, `${prefix}${key}-${getBoot()}`);
}

async function removeOldest({ layout: { disks } }: StoreContext): Promise<void> {
  const paths = (await readdir(disks))
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(disks, name));
  if (paths.length <= mostImages) return;
  const aged = await Promise.all(paths.map(async (path) => ({ path, time: (await stat(path)).mtimeMs })));
  const old = aged.toSorted((a, b) => b.time - a.time).slice(mostImages);
  for (const { path } of old) await rm(path, { force: true });
}
