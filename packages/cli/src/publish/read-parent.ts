import { type Published, readAllPublished } from '@strata/engine';
import type { OneBuild } from '../layered-build';
import type { Opened } from '../open-templates';

/** Name of the project that an image stands on. */
export function getParentName({ build }: OneBuild): string | undefined {
  return build.base.kind === 'image' ? build.base.foundation.reference.project : undefined;
}

/** What the image that this one stands on was published as, as far as this workspace knows. */
export async function readParent(
  { session, workspace }: Pick<Opened, 'session' | 'workspace'>,
  found: OneBuild,
): Promise<readonly Published[]> {
  const name = getParentName(found);
  const parent = name === undefined ? undefined : await workspace.findImage(name);
  return parent ? readAllPublished(session.run.ports.files, parent.directory) : [];
}
