/**
 * One thing in a tree of files. `path` is relative to the tree's folder, with `/`; the folder itself is ''. `seconds` is
 * when it was changed, since the epoch; 0 where nobody knows.
 */
export type TreeEntry = { readonly path: string; readonly mode: number; readonly seconds: number } & (
  | { readonly kind: 'file'; readonly size: number }
  | { readonly kind: 'folder' }
  | { readonly kind: 'link'; readonly target: string }
);
