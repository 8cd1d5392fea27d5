import type { CreateDependencies, CreateDependenciesContext, RawProjectGraphDependency } from '@nx/devkit';
import { getImageMetadata } from '../create-nodes/metadata';
import { getApplicationMetadata } from '../create-nodes/vm-apps/project';

type Projects = CreateDependenciesContext['projects'];

function getEdges(source: string, projects: Projects): readonly RawProjectGraphDependency[] {
  const project = projects[source] as Projects[string];
  const application = getApplicationMetadata(project);
  const edges = [
    ...(getImageMetadata(project)?.edges ?? []),
    ...(application?.projects ?? []).map((each) => ({ project: each, file: application?.file ?? '' })),
  ];
  return edges
    .filter(({ project }) => project !== source && project in projects)
    .map(
      ({ project, file }) =>
        ({ source, target: project, sourceFile: file, type: 'static' }) as RawProjectGraphDependency,
    );
}

/**
 * The edges that the templates draw. Every project is gone over, not the changed files alone: an edge also appears when
 * the project at its other end does. A reference that leads nowhere is told by that image's own targets.
 */
export const createDependencies: CreateDependencies = (_options, { projects }) =>
  Object.keys(projects).flatMap((source) => getEdges(source, projects));
