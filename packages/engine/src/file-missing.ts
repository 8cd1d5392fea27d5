import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { type Diagnostic, suggest } from '@strata/diagnostics';
import type { Files } from '@strata/sdk';
import { problem } from './codes';
import type { Place } from './place';
import type { ImageProject } from './projects';

interface MissingFile {
  /** As the template gives it. */
  readonly path: string;
  /** Absolute. */
  readonly full: string;
  readonly at: Place;
}

/** Says that a path in a template leads nowhere, from where it was looked for, and what was probably meant. */
export async function fileMissing(
  files: Files,
  project: ImageProject,
  { path, full, at }: MissingFile,
): Promise<Diagnostic> {
  return problem('ENG004', {
    detail: `The template refers to "${path}", and nothing is at ${full}.`,
    ...at,
    hint:
      (await findBesideTemplate(files, project, path)) ??
      (await findNearName(files, path, full)) ??
      `Make the file, or correct the path: relative ones start from ${project.baseDirectory}, and "\${path.root}/…" from the template's folder.`,
  });
}

/** The commonest mistake: a path that starts from the template's folder, where Packer's start from the working one. */
async function findBesideTemplate(
  files: Files,
  { directory, baseDirectory }: ImageProject,
  path: string,
): Promise<string | undefined> {
  if (isAbsolute(path) || !(await files.stat(resolve(directory, path)))) return undefined;
  return `Relative paths start from ${baseDirectory}. Write "\${path.root}/${path}" to start from the template's folder.`;
}

async function findNearName(files: Files, path: string, full: string): Promise<string | undefined> {
  const missing = await findFirstMissing(files, full);
  const folder = dirname(missing);
  const names = await files.list(folder).catch(() => []);
  const near = suggest(basename(missing), names);
  if (near === undefined) return undefined;
  const meant = join(path, relative(full, join(folder, near, relative(missing, full))));
  return `Did you mean "${meant}"?`;
}

/** The uppermost part of a path that is not there. */
async function findFirstMissing(files: Files, path: string): Promise<string> {
  const folder = dirname(path);
  return folder === path || (await files.stat(folder)) ? path : findFirstMissing(files, folder);
}
