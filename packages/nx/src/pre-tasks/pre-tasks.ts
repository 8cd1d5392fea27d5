import type { PreTasksExecution } from '@nx/devkit';
import { normalizeOptions, type PluginOptions } from '../create-nodes/options';
import { type BuildTool, findMissingTools } from './build-tools';

/** Whether a command line of Nx asks for an image to be built: `-t build-image`, `run golden:build-image--rootfs.a`. */
export function asksForBuild(argv: readonly string[], options?: PluginOptions): boolean {
  const { buildImage } = normalizeOptions(options);
  return argv.some((word) =>
    word.split(/[:,=]/).some((part) => part === buildImage || part.startsWith(`${buildImage}--`)),
  );
}

/** What is missing, why it is needed, and the one command that brings it. */
export function formatMissing(missing: readonly BuildTool[], isRoot: boolean): string {
  const lines = missing.map(({ command, why }) => `  ${command}: ${why}`);
  const packages = [...new Set(missing.map((tool) => tool.package))].join(' ');
  return [
    'Strata: this machine lacks tools that a build needs. What is cached will still be found.',
    ...lines,
    `Install them: ${isRoot ? '' : 'sudo '}apt-get install ${packages}`,
    '',
  ].join('\n');
}

/**
 * Looks once, before a run with builds, whether the machine has the tools. It only warns: a run whose results are all
 * cached needs none of them, and a build that does says itself what it lacks.
 */
export const preTasksExecution: PreTasksExecution<PluginOptions> = (options, { argv }) => {
  if (!asksForBuild(argv, options)) return;
  const isRoot = process.getuid?.() === 0;
  const missing = findMissingTools(process.env.PATH ?? '', isRoot);
  if (missing.length > 0) process.stderr.write(formatMissing(missing, isRoot));
};
