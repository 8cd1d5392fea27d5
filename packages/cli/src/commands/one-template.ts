import { type Diagnostic, Failure } from '@strata/diagnostics';
import { problem } from '../codes';

/** The one template that a command was given. */
export function getTemplatePath([path, ...more]: readonly string[]): string {
  if (path === undefined) throw new Failure(noTemplate('inspect'));
  if (more.length > 0)
    throw new Failure(
      problem('CLI007', {
        detail: `One template can be looked at a time; here are ${more.length + 1}: ${[path, ...more].join(', ')}.`,
        hint: 'Flags come before the template or after it; values with blanks need quotes.',
      }),
    );
  return path;
}

/** A command that works on a template was given none. */
export function noTemplate(command: string): Diagnostic {
  return problem('CLI005', {
    detail: 'Name a template file or its folder, or - for a JSON template on standard input.',
    hint: `For example: strata ${command} images/golden`,
  });
}
