import { join } from 'node:path';
import { hasErrors } from '@strata/diagnostics';
import type { ImageProject } from '@strata/engine';
import type { TestFolder } from '@strata/image-tests';
import type { BuildPlan } from '@strata/plan';
import type { InputReference } from '@strata/sdk';
import type { Session } from '../session';

const TESTS = 'tests';

/**
 * Folders with tests that hold for an image: its own, then those of the images it stands on, and of images that were copied
 * over all of it (`image-copy` to `/`), with theirs. An image that was copied into a folder is another machine's.
 */
export async function findTestFolders(
  session: Session,
  project: ImageProject,
): Promise<readonly TestFolder[]> {
  const folders: TestFolder[] = [];
  const seen = new Set<string>();
  const visit = async (image: ImageProject): Promise<void> => {
    if (seen.has(image.name)) return;
    seen.add(image.name);
    const { value, diagnostics } = await session.projects.prepare(image);
    // Mistakes of a parent's template are told where it is built.
    const builds = hasErrors(diagnostics) ? [] : (value?.plan?.builds ?? []);
    const names = builds.flatMap(getParents);
    for (const name of new Set(names)) {
      const parent = await session.run.workspace.findImage(name);
      if (parent) await visit(parent);
    }
    folders.push({ image: image.name, path: join(image.directory, TESTS) });
  };
  await visit(project);
  // Each after its parents so far.
  return folders.reverse();
}

/** Names of the projects whose whole content a build has. */
function getParents(build: BuildPlan): readonly string[] {
  if (build.kind !== 'layers') return [];
  const below = build.base.kind === 'image' ? [build.base.foundation.reference] : [];
  const over = build.layers
    .filter(({ part, options }) => part.type === 'image-copy' && options['destination'] === '/')
    .flatMap(({ references }) => references);
  return [...below, ...over].filter(isImage).map(({ project }) => project);
}

const isImage = (reference: InputReference) => reference.kind === 'image';
