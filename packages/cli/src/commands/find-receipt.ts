import { Failure } from '@strata/diagnostics';
import { type ImageProject, listReceipts, type Receipt, readReceipt, receiptPath } from '@strata/engine';
import type { Files } from '@strata/sdk';
import { problem } from '../codes';
import { isTemplatePath } from '../workspace';

/**
 * The receipt of a project, of the source that is wanted or of its only one.
 *
 * @throws Failure CLI004 when there are several and none was named, CLI008 when there is none, CLI006 when there is no
 *   template either
 */
export async function findReceipt(
  files: Files,
  project: ImageProject,
  wanted: string | undefined,
): Promise<Receipt> {
  const sources = wanted === undefined ? await listReceipts(files, project.directory) : [wanted];
  if (sources.length > 1) {
    throw new Failure(
      problem('CLI004', {
        detail: `${project.name} has several sources: ${sources.join(', ')}.`,
        hint: 'Choose one with -source, or name its receipt where a file is taken.',
      }),
    );
  }
  const receipt =
    sources[0] === undefined
      ? undefined
      : await readReceipt(files, receiptPath(project.directory, sources[0]));
  if (receipt) return receipt;
  if (!(await isTemplatePath(files, project.template)))
    throw new Failure(
      problem('CLI006', {
        detail: `${project.directory} holds no template: there is no image that could have been built.`,
        hint: 'Give the path of a template file or of its folder.',
      }),
    );
  throw new Failure(
    problem('CLI008', {
      detail: `${project.name} was not built yet${wanted ? `, or has no source "${wanted}"` : ''}.`,
      hint: `Build it first: nx run ${project.name}:build-image`,
    }),
  );
}
