import { type Diagnostic, hasErrors } from '@strata/diagnostics';
import {
  type Choices,
  type ImageProject,
  loadProject,
  type RunContext,
  readAllPublished,
} from '@strata/engine';
import { getImageName } from '../publish/image-name';
import type { KeepSubject } from '../publish/keeper';
import { withoutData } from '../validate-project';

/**
 * The images of some projects, by the names that they are published under. A template that cannot be read has none; what is
 * wrong with it is told.
 */
export async function findSubject(
  run: RunContext,
  projects: readonly ImageProject[],
  choices: Choices,
): Promise<KeepSubject & { readonly diagnostics: readonly Diagnostic[] }> {
  const images = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const published = await Promise.all(
    projects.map(({ directory }) => readAllPublished(run.ports.files, directory)),
  );
  for (const project of projects) {
    const loaded = await loadProject(withoutData(run), project, choices);
    // Names of sources follow from no value: what is missing of those does not matter here.
    if (!loaded.value || loaded.value.builds.length === 0) {
      if (hasErrors(loaded.diagnostics)) diagnostics.push(...loaded.diagnostics);
      continue;
    }
    for (const source of loaded.value.builds.flatMap(({ sources }) => sources))
      images.add(getImageName(project.name, source));
  }
  return { images, published: published.flat(), diagnostics };
}
