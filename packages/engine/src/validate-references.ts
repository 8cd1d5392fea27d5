import { resolve } from 'node:path';
import type { Diagnostic } from '@strata/diagnostics';
import { getRequirements, type Requirements } from '@strata/plan';
import { fileMissing } from './file-missing';
import { findOutput, projectMissing } from './gather-facts';
import { type Place, placeOf } from './place';
import { loadProject } from './prepare';
import type { ImageProject } from './projects';
import { ringProblem } from './ring';
import type { RunContext } from './run-context';

/** Checks that what a template refers to exists, and that no image stands on itself, without building anything. */
export async function validateReferences(
  run: RunContext,
  project: ImageProject,
  required: Requirements,
): Promise<readonly Diagnostic[]> {
  const files = await Promise.all(
    required.files.map(({ path, range }) => validateFile(run, project, { path, at: placeOf(range) })),
  );
  const outputs = await Promise.all(
    required.outputs.map(async ({ reference, range }) =>
      (await run.workspace.findDirectory(reference.project)) === undefined
        ? [await projectMissing(run, reference.project, placeOf(range))]
        : [],
    ),
  );
  const images = await Promise.all(
    required.images.map(({ reference, range }) =>
      validateParent(run, project, { name: reference.project, at: placeOf(range) }),
    ),
  );
  return [...files, ...outputs, ...images].flat();
}

/** Checks that the outputs of other projects, which data sources name, are there now. */
export async function validateOutputs(
  run: RunContext,
  { outputs }: Pick<Requirements, 'outputs'>,
): Promise<readonly Diagnostic[]> {
  const found = await Promise.all(
    outputs.map(({ reference, range }) => findOutput(run, reference, placeOf(range))),
  );
  return found.flatMap(({ diagnostics }) => diagnostics);
}

async function validateFile(
  run: RunContext,
  project: ImageProject,
  file: { readonly path: string; readonly at: Place },
): Promise<readonly Diagnostic[]> {
  const full = resolve(project.baseDirectory, file.path);
  if (await run.ports.files.stat(full)) return [];
  return [await fileMissing(run.ports.files, project, { ...file, full })];
}

async function validateParent(
  run: RunContext,
  project: ImageProject,
  parent: { readonly name: string; readonly at: Place },
): Promise<readonly Diagnostic[]> {
  const found = await run.workspace.findImage(parent.name);
  if (!found) return [await projectMissing(run, parent.name, parent.at)];
  const ring = await findRing(run, found, [project.name]);
  return ring ? [ringProblem(ring, parent.at)] : [];
}

/** The way back to where the trail began, when there is one. A ring further up is told by the projects that are in it. */
async function findRing(
  run: RunContext,
  project: ImageProject,
  trail: readonly string[],
): Promise<readonly string[] | undefined> {
  const way = [...trail, project.name];
  if (project.name === trail[0]) return way;
  if (trail.includes(project.name)) return undefined;
  for (const parent of await parentsOf(run, project)) {
    const ring = await findRing(run, parent, way);
    if (ring) return ring;
  }
  return undefined;
}

async function parentsOf(run: RunContext, project: ImageProject): Promise<readonly ImageProject[]> {
  const { value } = await loadProject(run, project, { vars: [], varFiles: [] });
  if (!value) return [];
  const { images } = getRequirements(value, { only: [], except: [] }, run.registry).value;
  const found = await Promise.all(images.map(({ reference }) => run.workspace.findImage(reference.project)));
  return found.filter((parent) => parent !== undefined);
}
