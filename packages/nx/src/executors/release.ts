import type { ExecutorContext } from '@nx/devkit';
import { runCli } from '@strata/cli';
import { createNodePorts } from '@strata/sdk/node';
import { listenForCancel } from './cancel';
import { isDryRun } from './dry-run';
import { getFlags } from './flags';
import { createNxWorkspace } from './nx-workspace';
import { createTerminal } from './terminal';

export interface ReleaseOptions extends Readonly<Record<string, unknown>> {
  /** Names of projects. */
  readonly images: readonly string[];
}

/** Publishes several images as one set. The target stands in any project, and waits for the tests of its images by `dependsOn`. */
export async function release(
  { images, ...options }: ReleaseOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  const workspace = createNxWorkspace(context);
  const projects = await Promise.all(
    images.map(async (name) => ({ name, image: await workspace.findImage(name) })),
  );
  const unknown = projects.filter(({ image }) => !image).map(({ name }) => `"${name}"`);
  const err = createTerminal(process.stderr);
  if (images.length === 0 || unknown.length > 0) {
    err.write(describeMistake(unknown, await workspace.images()));
    return { success: false };
  }
  const ports = createNodePorts();
  const flags = getFlags(isDryRun(context) ? { ...options, dryRun: true } : options);
  const code = await runCli(
    ['release', ...flags, ...projects.flatMap(({ image }) => image?.template ?? [])],
    {
      ports: { ...ports, environment: { ...ports.environment, cwd: context.root } },
      signal: listenForCancel(),
      out: createTerminal(process.stdout),
      err,
      workspace,
    },
  );
  return { success: code === 0 };
}

function describeMistake(unknown: readonly string[], all: readonly { readonly name: string }[]): string {
  const names = all
    .map(({ name }) => name)
    .toSorted()
    .join(', ');
  const mistake = unknown.length === 0 ? 'names none' : `names what is no image: ${unknown.join(', ')}`;
  return `The option "images" ${mistake}. Images of this workspace: ${names}.\n`;
}
