import { join } from 'node:path';
import { type Diagnostic, Failure, suggest } from '@strata/diagnostics';
import { problem } from '../../codes';
import type { Definition } from '../definition/definition';
import type { PackContext } from './context';

/** A path of a definition, and where the definition says it. */
export interface Wanted {
  readonly from: string;
  readonly project?: string | undefined;
  readonly target?: string | undefined;
  /** `package.files.0`. */
  readonly setting: string;
}

/**
 * Where a path of a definition leads to: below the folder of the application, or of the project that it names.
 *
 * @throws Failure CLI062 when there is no such project
 */
export async function findSource(
  { findProject, projectNames }: PackContext,
  { directory, at }: Definition,
  { from, project, setting }: Wanted,
): Promise<string> {
  if (project === undefined) return join(directory, from);
  const folder = await findProject(project);
  if (folder !== undefined) return join(folder, from);
  const near = suggest(project, await projectNames());
  const subject = at(`${setting}.project`);
  throw new Failure(
    problem('CLI062', {
      detail: `There is no project "${project}" in this workspace.${near ? ` Did you mean "${near}"?` : ''}`,
      ...(subject && { subject }),
    }),
  );
}

/** What to say of a file that is not there. */
export function sourceMissing({ at }: Definition, { from, project, target, setting }: Wanted): Diagnostic {
  const subject = at(`${setting}.from`) ?? at(`${setting}.file`) ?? at(setting);
  const where = project === undefined ? 'the folder of the application' : `the folder of "${project}"`;
  return problem('CLI062', {
    detail: `"${from}" is not in ${where}.`,
    hint:
      project === undefined
        ? 'Correct the path, or make the file first.'
        : `Make it first: nx run ${project}:${target ?? 'build'}`,
    ...(subject && { subject }),
  });
}
