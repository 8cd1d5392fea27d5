import { type Diagnostic, Failure } from '@strata/diagnostics';
import { problem } from '../codes';

/** The one template that a command was given. */
export function getTemplatePath([path, ...more]: readonly string[]): string {
  if (path === undefined) throw new Failure(noTemplate('inspect'));
  if (more.length > 0) throw new Failure(tooMany([path, ...more]));
  return path;
}

function tooMany(paths: readonly string[]): Diagnostic {
  return problem('CLI007', {
    detail: `One template can be looked at a time; here are ${paths.length}: ${paths.join(', ')}.`,
    hint: 'Flags come before the template or after it; values with blanks need quotes.',
  });
}

/** HCL2 is told by its names, as everywhere. */
const HCL2 = /\.pkr\.(?:hcl|json)$/u;

/** The one JSON template of a command that works on no others. */
export function getJsonTemplate(command: string, [path, ...more]: readonly string[]): string {
  if (path === undefined) throw new Failure(noTemplate(command));
  if (more.length > 0) throw new Failure(tooMany([path, ...more]));
  if (!HCL2.test(path)) return path;
  throw new Failure(
    problem('CLI024', {
      detail: `strata ${command} works on JSON templates; "${path}" is HCL2.`,
      hint: 'HCL2 templates need neither: strata validate tells what is wrong with them.',
    }),
  );
}

/** A command that works on a template was given none. */
export function noTemplate(command: string): Diagnostic {
  return problem('CLI005', {
    detail: 'Name a template file or its folder, or - for a JSON template on standard input.',
    hint: `For example: strata ${command} images/golden`,
  });
}
