import { type Diagnostic, type Range, suggest } from '@strata/diagnostics';
import { problem } from '../../codes';

/** What to say of an image that is no project. */
export function unknownImage(
  wanted: string,
  names: readonly string[],
  subject: Range | undefined,
): Diagnostic {
  const near = suggest(wanted, names);
  return problem('CLI027', {
    detail: `No image project is called "${wanted}".${near ? ` Did you mean "${near}"?` : ''}`,
    hint: 'Name a project of the workspace that has a template of an image.',
    ...(subject && { subject }),
  });
}
