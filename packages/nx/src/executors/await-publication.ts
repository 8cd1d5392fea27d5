import type { ExecutorContext } from '@nx/devkit';
import { publishImage } from './commands';
import { createTerminal } from './terminal';

export interface AwaitPublicationOptions {
  readonly template: string;
  /** Name of the project's own target that publishes. */
  readonly target: string;
}

/**
 * Publishes an image as its own target would with the same configuration, so that what its project says of it holds here too.
 * Without a configuration nobody has said where to.
 */
export async function awaitPublication(
  { template, target }: AwaitPublicationOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  const { configurationName, projectName = '', projectsConfigurations } = context;
  if (configurationName === undefined) {
    const run = `nx run ${projectName}:${target} -c DESTINATION`;
    createTerminal(process.stdout).write(
      `${projectName} is not published, since no destination was chosen that others wait for: ${run}\n`,
    );
    return { success: true };
  }
  const { options, configurations } = projectsConfigurations.projects[projectName]?.targets?.[target] ?? {};
  return publishImage({ template, ...options, ...configurations?.[configurationName] }, context);
}
