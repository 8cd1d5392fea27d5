import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { readDestinations } from '../publish';
import { readAwsSettings } from '../publish/aws/settings';
import { unknownDestination } from '../publish/settings/destinations-file';

type Settings = ReturnType<typeof readAwsSettings>;

/**
 * The destinations of the workspace that are meant, which must be those of AWS.
 *
 * @throws Failure with everything that is wrong with them
 */
export async function findAwsDestinations(
  files: Parameters<typeof readDestinations>[0],
  root: string,
  names: readonly string[],
): Promise<readonly Settings[]> {
  const written = names.length === 0 ? new Map() : await readDestinations(files, root);
  const problems = names.flatMap((name) => {
    const found = written.get(name);
    if (!found) return [unknownDestination(name, written.keys())];
    if (found.kind === 'aws') return [];
    const detail = `The destination "${name}" is of kind "${found.kind}"; this command looks at those of kind "aws".`;
    return [problem('CLI007', { detail })];
  });
  if (problems.length > 0) throw new Failure(problems);
  return names.map((name) => readAwsSettings(written.get(name)));
}
