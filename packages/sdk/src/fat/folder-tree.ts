/** A folder of a disk with what is in it, by name. */
export interface Folder {
  readonly folders: ReadonlyMap<string, Folder>;
  readonly files: ReadonlyMap<string, Buffer>;
}

interface OpenFolder extends Folder {
  readonly folders: Map<string, OpenFolder>;
  readonly files: Map<string, Buffer>;
}

/** Makes folders of paths with slashes. Names are in the order of their bytes, whatever the order of the paths. */
export function makeFolderTree(folders: Iterable<string>, files: ReadonlyMap<string, Buffer>): Folder {
  const root = createFolder();
  for (const path of sortNames(folders)) descend(root, path.split('/'));
  for (const path of sortNames(files.keys())) {
    const parts = path.split('/');
    const name = parts.pop()!;
    descend(root, parts).files.set(name, files.get(path)!);
  }
  return root;
}

function createFolder(): OpenFolder {
  return { folders: new Map(), files: new Map() };
}

function descend(root: OpenFolder, parts: readonly string[]): OpenFolder {
  return parts.reduce((folder, name) => {
    const known = folder.folders.get(name);
    if (known) return known;
    const made = createFolder();
    folder.folders.set(name, made);
    return made;
  }, root);
}

function sortNames(names: Iterable<string>): readonly string[] {
  return [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
