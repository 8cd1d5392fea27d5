import type { TargetConfiguration } from '@nx/devkit';
import { clouds } from './clouds';
import type { Image, Lineage } from './lineage';
import type { TargetNames } from './options';

/** Name of the target that publishes an image for those that read where it was published: `publish-image--awaited`. */
export function getAwaitedTarget({ publishImage }: Pick<TargetNames, 'publishImage'>): string {
  return `${publishImage}--awaited`;
}

/**
 * Publishes the image as its own target does, for images that stand on where it was published. A task waits for others whatever
 * configuration it has; so this one does nothing until a destination is chosen, and may be waited for by what is left out then.
 */
export function getAwaitedTargets(
  { folder, outline }: Image,
  {
    lineage,
    destinations,
    names,
  }: {
    readonly lineage: Lineage;
    readonly destinations: readonly string[];
    readonly names: TargetNames;
  },
): Record<string, TargetConfiguration> {
  const awaited: ReadonlySet<string> = lineage.getAwaited(folder.name);
  if (destinations.length === 0 || awaited.size === 0) return {};
  const target = getAwaitedTarget(names);
  const parents = outline.sources
    .flatMap(({ images }) => images.map(({ project }) => project))
    .filter((project) => lineage.getAwaited(project).size > 0 && !lineage.isRing(folder.name, project));
  // What is built in one cloud wants nothing of another.
  const others = clouds.filter((cloud) => !awaited.has(cloud));
  const chosen = destinations.filter((name) => !others.some((cloud) => cloud === name));
  return {
    [target]: {
      executor: '@strata/nx:await-publication',
      cache: false,
      dependsOn: [
        names.testImage,
        ...[...new Set(parents)].map((project) => ({ projects: [project], target })),
      ],
      options: { template: folder.template, target: names.publishImage },
      configurations: Object.fromEntries(chosen.map((name) => [name, {}])),
      metadata: {
        technologies: ['strata'],
        description: 'Publish the image for those that stand on it, when a destination is chosen',
        help: { command: 'strata publish --help', example: {} },
      },
    },
  };
}
