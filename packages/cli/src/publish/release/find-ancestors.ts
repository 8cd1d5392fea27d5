import type { ImageProject } from '@strata/engine';
import type { Opened } from '../../open-templates';

/** Names of the projects that an image stands on or takes something from, all the way down. */
export async function findAncestors(
  opened: Pick<Opened, 'session' | 'workspace'>,
  project: ImageProject,
): Promise<readonly string[]> {
  const found = new Set<string>();
  const waiting = [...(await listReferences(opened, project))];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const image = await opened.workspace.findImage(name);
    if (image) waiting.push(...(await listReferences(opened, image)));
  }
  return [...found];
}

async function listReferences(
  { session }: Pick<Opened, 'session'>,
  project: ImageProject,
): Promise<readonly string[]> {
  const { value } = await session.projects.prepare(project);
  return (value?.plan?.builds ?? []).flatMap((build) => {
    const steps = build.kind === 'layers' ? build.layers : build.steps;
    const own = steps.flatMap(({ references }) => references.map((each) => each.project));
    const isStanding = build.kind === 'layers' && build.base.kind === 'image';
    return isStanding ? [build.base.foundation.reference.project, ...own] : own;
  });
}
