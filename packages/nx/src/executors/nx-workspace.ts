import { join } from 'node:path';
import type { ExecutorContext, ProjectConfiguration } from '@nx/devkit';
import type { ImageProject, Workspace } from '@strata/engine';
import { getImageMetadata } from '../create-nodes/metadata';

/** What is needed of an executor's context: where the workspace is and what is in it. */
export type NxPlace = Pick<ExecutorContext, 'root' | 'projectsConfigurations'>;

function describeImage(root: string, name: string, project: ProjectConfiguration): ImageProject | undefined {
  const metadata = getImageMetadata(project);
  if (metadata === undefined) return undefined;
  const directory = join(root, project.root);
  return { name, directory, template: join(root, metadata.template), baseDirectory: directory };
}

/** The workspace as Nx knows it: projects by the names of the graph, wherever they lie. */
export function createNxWorkspace({ root, projectsConfigurations }: NxPlace): Workspace {
  const { projects } = projectsConfigurations;
  const findImage = (name: string) => {
    const project = projects[name];
    return project && describeImage(root, name, project);
  };
  return {
    root,
    findImage: async (name) => findImage(name),
    findDirectory: async (name) => {
      const project = projects[name];
      return project && join(root, project.root);
    },
    images: async () => Object.keys(projects).flatMap((name) => findImage(name) ?? []),
    names: async () => Object.keys(projects),
  };
}

/** The project that a task is about, read from the template that its options name. */
export function getTaskProject(
  { root, projectsConfigurations }: NxPlace,
  name: string,
  template: string,
): ImageProject {
  const directory = join(root, projectsConfigurations.projects[name]?.root ?? '.');
  return { name, directory, template: join(root, template), baseDirectory: directory };
}
