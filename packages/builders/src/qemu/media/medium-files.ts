import type { Text } from '@strata/sdk';

/** What a file of a medium is made from. */
export type Content =
  | {
      readonly kind: 'local';
      /** Absolute. */
      readonly path: string;
      readonly size: number;
    }
  | { readonly kind: 'text'; readonly text: Text };

/** What goes onto a medium. Paths are relative, with slashes: `drivers/net.sys`. */
export interface MediumFiles {
  readonly folders: ReadonlySet<string>;
  readonly files: ReadonlyMap<string, Content>;
}

/** What an option lays onto a medium; a later piece of the same path replaces an earlier one. */
export type Piece =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'file'; readonly path: string; readonly content: Content };

/** Puts pieces together, with the folders above them. */
export function assemble(pieces: readonly Piece[]): MediumFiles {
  const folders = new Set<string>();
  const files = new Map<string, Content>();
  for (const piece of pieces) {
    for (const above of getFoldersAbove(piece.path)) folders.add(above);
    if (piece.kind === 'folder') folders.add(piece.path);
    else files.set(piece.path, piece.content);
  }
  return { folders, files };
}

/** `a/b/c` gives `a` and `a/b`. */
function getFoldersAbove(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Paths that would be a file and a folder at once. */
export function getOverlaps({ folders, files }: MediumFiles): readonly string[] {
  return [...files.keys()].filter((path) => folders.has(path));
}
