import { basename, dirname, join, relative, resolve } from 'node:path';
import type { ImageProject } from '@strata/engine';
import type { Files } from '@strata/sdk';

const ROOT_MARKS = ['nx.json', '.strata', '.git'];
const NOT_ENTERED = new Set(['node_modules', '.git', '.nx', '.strata', 'dist']);
const TEMPLATE = /\.pkr\.(hcl|json)$/;
/** Legacy JSON templates have no ending of their own, so only these names make a folder a project. */
const LEGACY_NAMES = ['image.json', 'packer.json'];

/** The folder that holds the workspace: the nearest one above with `nx.json`, `.strata` or `.git`, else the start. */
export async function findWorkspaceRoot(files: Files, start: string): Promise<string> {
  for (let at = resolve(start); ; at = dirname(at)) {
    for (const mark of ROOT_MARKS) if (await files.stat(join(at, mark))) return at;
    if (dirname(at) === at) return resolve(start);
  }
}

/** Every image project of the workspace by name. Two of one name: the first in byte order of their paths wins. */
export async function findImageProjects(files: Files, root: string): Promise<ReadonlyMap<string, ImageProject>> {
  const projects = new Map<string, ImageProject>();
  for await (const directory of imageDirectories(files, root)) {
    const project = await describeProject(files, directory);
    if (!projects.has(project.name)) projects.set(project.name, project);
  }
  return projects;
}

async function* imageDirectories(files: Files, directory: string): AsyncGenerator<string> {
  const names = await files.list(directory);
  if (names.some((name) => TEMPLATE.test(name) || LEGACY_NAMES.includes(name))) yield directory;
  for (const name of names) {
    if (NOT_ENTERED.has(name) || name.startsWith('.')) continue;
    const path = join(directory, name);
    if ((await files.stat(path))?.kind === 'directory') yield* imageDirectories(files, path);
  }
}

/** The project that a template path (folder or file) belongs to. Its name: `project.json`, `package.json`, folder. */
export async function describeProject(files: Files, path: string): Promise<ImageProject> {
  const stat = await files.stat(path);
  const directory = stat?.kind === 'directory' ? path : dirname(path);
  const named = (await readName(files, join(directory, 'project.json'))) ?? (await readName(files, join(directory, 'package.json')));
  return { name: named ?? basename(resolve(directory)), directory, template: await templateOf(files, path, directory) };
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
async function templateOf(files: Files, path: string, directory: string): Promise<string> {
  if (path !== directory) return path;
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
