import type { Diagnostic } from '@strata/diagnostics';
import { problem } from './codes';
import type { Place } from './place';
import type { ImageProject } from './projects';

/** Says that a path in a template leads nowhere, and from where it was looked for. */
export function fileMissing(
  project: ImageProject,
  file: { readonly path: string; readonly full: string; readonly at: Place },
): Diagnostic {
  return problem('ENG004', {
    detail: `The template refers to "${file.path}", and nothing is at ${file.full}.`,
    ...file.at,
    hint: `Relative paths start from ${project.baseDirectory}. Write "\${path.root}/…" to start from the template's folder.`,
  });
}
