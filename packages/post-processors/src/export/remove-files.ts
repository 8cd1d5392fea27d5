import { dirname, resolve } from 'node:path';
import type { PostProcessContext } from '@strata/sdk';

/** Removes files, and the folders of exported images that are empty then. */
export async function removeFiles(
  { baseDirectory, ports }: PostProcessContext,
  { files, outputs }: { readonly files: readonly string[]; readonly outputs: readonly string[] },
): Promise<void> {
  const folders = new Set<string>();
  for (const file of files.map((name) => resolve(baseDirectory, name))) {
    await ports.files.remove(file);
    const output = outputs.find((path) => file.startsWith(`${path}/`));
    for (let folder = dirname(file); output && folder.length >= output.length; folder = dirname(folder))
      folders.add(folder);
  }
  const deepestFirst = [...folders].sort((a, b) => b.length - a.length);
  for (const folder of deepestFirst)
    if ((await ports.files.stat(folder)) && (await ports.files.list(folder)).length === 0)
      await ports.files.remove(folder);
}
