import type { ImageFiles, OpenImage } from '@strata/sdk';

/** An image of these files; a reader that asks for a file it did not want beforehand does not get it. */
export function createTestImage(files: Readonly<Record<string, string | Buffer>>): OpenImage {
  return async (_context, { wants }) => createTestFiles(files, wants);
}

export function createTestFiles(
  files: Readonly<Record<string, string | Buffer>>,
  wants: (path: string) => boolean,
): ImageFiles {
  const wanted = new Map(Object.entries(files).filter(([path]) => wants(path)));
  return {
    list: () => [...wanted.keys()].sort(),
    read: (path) => {
      const content = wanted.get(path);
      return content === undefined ? undefined : Buffer.from(content as string);
    },
  };
}
