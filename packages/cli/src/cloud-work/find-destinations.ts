import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { readDestinations } from '../publish';
import { readAwsSettings } from '../publish/aws/settings';
import { readAzureSettings } from '../publish/azure/settings';
import { unknownDestination } from '../publish/settings/destinations-file';
import type { CloudName } from './find-work';

/** Destinations that are meant, by their clouds. */
export interface CloudDestinations {
  readonly aws: readonly ReturnType<typeof readAwsSettings>[];
  readonly azure: readonly ReturnType<typeof readAzureSettings>[];
}

/**
 * The destinations of the workspace that are meant, which must be those of the clouds that the command knows.
 *
 * @throws Failure with everything that is wrong with them
 */
export async function findCloudDestinations(
  files: Parameters<typeof readDestinations>[0],
  root: string,
  { names, clouds }: { readonly names: readonly string[]; readonly clouds: readonly CloudName[] },
): Promise<CloudDestinations> {
  const written = names.length === 0 ? new Map() : await readDestinations(files, root);
  const wanted = clouds.map((cloud) => `"${cloud}"`).join(' and ');
  const problems = names.flatMap((name) => {
    const found = written.get(name);
    if (!found) return [unknownDestination(name, written.keys())];
    if (clouds.includes(found.kind)) return [];
    const detail = `The destination "${name}" is of kind "${found.kind}"; this command looks at those of kind ${wanted}.`;
    return [problem('CLI007', { detail })];
  });
  if (problems.length > 0) throw new Failure(problems);
  const all = names.map((name) => written.get(name));
  return {
    aws: all.filter(({ kind }) => kind === 'aws').map(readAwsSettings),
    azure: all.filter(({ kind }) => kind === 'azure').map(readAzureSettings),
  };
}
