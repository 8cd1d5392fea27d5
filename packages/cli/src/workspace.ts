import { basename, dirname, join, relative, resolve } from 'node:path';
import type { ImageProject, Workspace } from '@strata/engine';
import type { Files } from '@strata/sdk';
import { DEFINITION_FILE } from './vm-application/definition/definition';

const ROOT_MARKS = ['nx.json', '.strata', '.git'];
const NOT_ENTERED = new Set(['node_modules', '.git', '.nx', '.strata', 'dist']);
const NAME_FILES = ['project.json', 'package.json'];
/** What makes a folder a project, beside a template. */
const PROJECT_FILES = [...NAME_FILES, DEFINITION_FILE];
const TEMPLATE = /\.pkr\.(hcl|json)$/;
/** Legacy JSON templates have no ending of their own, so only these names make a folder a project. */
const LEGACY_NAMES = ['image.json', 'packer.json'];

/** The folder that holds the workspace: the nearest one above with `nx.json`, `.strata` or `.git`, else the start. */
export async function findWorkspaceRoot(files: Files, start: string): Promise<string> {
  for (let at = resolve(start); ; at = dirname(at)) {
    for (const mark of ROOT_MARKS) if (await files.stat(join(at, mark))) return at;
    if (dirname(at) === at) return getFolder(files, resolve(start));
  }
}

async function getFolder(files: Files, path: string): Promise<string> {
  const found = await files.stat(path);
  return found?.kind === 'directory' ? path : dirname(path);
}

/** The workspace as the command line sees it: it looks, once, when first asked. */
export function createWorkspace(
  files: Files,
  at: { readonly root: string; readonly cwd: string },
): Workspace {
  let looked: Promise<ReadonlyMap<string, Place>> | undefined;
  const places = () => {
    looked ??= findPlaces(files, at.root);
    return looked;
  };
  return {
    root: at.root,
    findImage: async (name) => {
      const place = (await places()).get(name);
      return place?.image
        ? describeProject(files, { path: place.directory, baseDirectory: at.cwd })
        : undefined;
    },
    findDirectory: async (name) => (await places()).get(name)?.directory,
    names: async () => [...(await places()).keys()],
    images: async () => {
      const found = [...(await places()).values()].filter(({ image }) => image);
      return Promise.all(
        found.map(({ directory }) => describeProject(files, { path: directory, baseDirectory: at.cwd })),
      );
    },
  };
}

interface Place {
  readonly directory: string;
  readonly image: boolean;
}

/** Every project by name. Two of one name: the first in byte order of their paths counts. */
async function findPlaces(files: Files, root: string): Promise<ReadonlyMap<string, Place>> {
  const projects = await findProjects(files, root);
  const named = await Promise.all(
    projects.map(async (place) => [await nameOf(files, place.directory), place] as const),
  );
  // Of two entries of one name a map keeps the last.
  return new Map(named.toReversed());
}

/** All folders of one depth at once: a workspace has hundreds, and each is a moment's wait. */
async function findProjects(files: Files, directory: string): Promise<readonly Place[]> {
  const entries = await files.listEntries(directory);
  const names = entries.map(({ name }) => name);
  const image = names.some((name) => TEMPLATE.test(name) || LEGACY_NAMES.includes(name));
  const isProject = image || names.some((name) => PROJECT_FILES.includes(name));
  const below = entries.filter(
    ({ name, kind }) => kind === 'directory' && !NOT_ENTERED.has(name) && !name.startsWith('.'),
  );
  const projects = await Promise.all(below.map(({ name }) => findProjects(files, join(directory, name))));
  return [...(isProject ? [{ directory, image }] : []), ...projects.flat()];
}

/** The project that a template path (folder or file) belongs to. */
export async function describeProject(
  files: Files,
  at: { readonly path: string; readonly baseDirectory: string },
): Promise<ImageProject> {
  const isFolder = (await files.stat(at.path))?.kind === 'directory';
  const directory = isFolder ? at.path : dirname(at.path);
  const template = isFolder ? await templateIn(files, directory) : at.path;
  return { name: await nameOf(files, directory), directory, template, baseDirectory: at.baseDirectory };
}

/** Whether a path is a template, or a folder that is one. */
export async function isTemplatePath(files: Files, path: string): Promise<boolean> {
  const isTemplate = (name: string) => TEMPLATE.test(name) || LEGACY_NAMES.includes(name);
  if ((await files.stat(path))?.kind !== 'directory') return isTemplate(basename(path));
  return (await files.list(path)).some(isTemplate);
}

/** A project is named by its `project.json`, else its `package.json`, else its folder: Nx's rule. */
async function nameOf(files: Files, directory: string): Promise<string> {
  for (const file of NAME_FILES) {
    const name = await readName(files, join(directory, file));
    if (name) return name;
  }
  return basename(directory);
}

async function readName(files: Files, path: string): Promise<string | undefined> {
  if (!(await files.stat(path))) return undefined;
  try {
    const { name, nx } = JSON.parse(await files.readText(path)) as { name?: string; nx?: { name?: string } };
    return nx?.name ?? name;
  } catch {
    return undefined;
  }
}

/** A folder of HCL files is the template itself; a folder with a legacy template alone stands for that file. */
async function templateIn(files: Files, directory: string): Promise<string> {
  const names = await files.list(directory);
  if (names.some((name) => TEMPLATE.test(name))) return directory;
  const legacy = LEGACY_NAMES.find((name) => names.includes(name));
  return legacy ? join(directory, legacy) : directory;
}

/** A path as people like to see it: relative to where they stand. */
export function showPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short === '' ? '.' : short;
}
