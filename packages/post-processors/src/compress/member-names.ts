import { basename, normalize } from 'node:path';

/**
 * Names of files in a tar. Packer writes them without folders, so that of two of one name only the later comes out again;
 * here such files keep their folders.
 */
export function getTarNames(names: readonly string[]): readonly string[] {
  const short = names.map((name) => basename(name));
  return short.map((name, index) =>
    short.indexOf(name) === short.lastIndexOf(name) ? name : getInside(names[index] as string),
  );
}

/** A path that stays inside the folder in which an archive is unpacked. */
export function getInside(name: string): string {
  return normalize(name).replace(/^(?:\/|\.\.(?:\/|$))+/u, '');
}
