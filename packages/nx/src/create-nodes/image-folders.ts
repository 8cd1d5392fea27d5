import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';

/** Legacy JSON templates have no ending of their own, so only files of these names are looked at. */
const legacyNames = ['image.json', 'packer.json'];

/** What makes a folder an image project, or a VM application. */
export const templateGlob = '**/{*.pkr.hcl,*.pkr.json,image.json,packer.json,vm-app.json}';

/** A folder with a template in it. */
export interface ImageFolder {
  /** From the workspace's root; `.` for the root itself. */
  readonly root: string;
  readonly name: string;
  /** Set when the folder does not get its name from a project.json or package.json. */
  readonly isNamedHere: boolean;
  /** What the template is loaded from: the folder, or the legacy file. From the workspace's root. */
  readonly template: string;
  /** The files Nx found, from the workspace's root, in byte order. */
  readonly files: readonly string[];
  /** Files that give values to variables without being named, from the workspace's root. */
  readonly variableFiles: readonly string[];
}

const variableFile = /\.auto\.pkrvars\.(hcl|json)$/;

const isTemplateName = (file: string) => /\.pkr\.(hcl|json)$/.test(file);

/** Any file may be called image.json; a template has builders. A broken one still has the word. */
function isLegacyTemplate(path: string): boolean {
  return legacyNames.includes(basename(path)) && /"builders"\s*:/.test(readFileSync(path, 'utf8'));
}

function readName(file: string): string | undefined {
  try {
    const { name, nx } = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; nx?: { name?: string } };
    return nx?.name ?? name;
  } catch {
    return undefined;
  }
}

/** Nx's own rule: project.json names a project, else package.json, else the folder. */
export function getGivenName(folder: string, names: readonly string[]): string | undefined {
  const files = ['project.json', 'package.json'].filter((file) => names.includes(file));
  return files.map((file) => readName(join(folder, file))).find((name) => name !== undefined);
}

function describeFolder(workspaceRoot: string, root: string, files: readonly string[]): ImageFolder {
  const folder = join(workspaceRoot, root);
  const names = readdirSync(folder);
  const given = getGivenName(folder, names);
  const modern = files.filter(isTemplateName);
  return {
    root,
    name: given ?? basename(folder),
    isNamedHere: given === undefined,
    template: modern.length > 0 ? root : (files[0] as string),
    files: modern.length > 0 ? modern : files,
    variableFiles: names.filter((name) => variableFile.test(name)).map((name) => posix.join(root, name)),
  };
}

/** Gathers the files that Nx found by folder, leaving out those that only share a name with a template. */
export function getImageFolders(workspaceRoot: string, found: readonly string[]): readonly ImageFolder[] {
  const folders = new Map<string, string[]>();
  for (const file of [...found].sort()) {
    if (!isTemplateName(file) && !isLegacyTemplate(join(workspaceRoot, file))) continue;
    const root = dirname(file);
    folders.set(root, [...(folders.get(root) ?? []), file]);
  }
  return Array.from(folders, ([root, files]) => describeFolder(workspaceRoot, root, files));
}
