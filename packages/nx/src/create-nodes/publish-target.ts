import type { TargetConfiguration } from '@nx/devkit';
import type { Image, Lineage } from './lineage';

/**
 * Sends the built image to where others take it from. What it stands on, and what was copied into it, is published first: a
 * child is never to be had before its parent. Only the destination knows what it has, so that no cache may answer. Each
 * destination of the workspace is a configuration: `publish-image:aws`.
 */
export function getPublishTarget(
  { folder, outline }: Image,
  {
    lineage,
    destinations,
    testImage,
    publishImage,
  }: {
    readonly lineage: Lineage;
    /** Names of the workspace's destinations. */
    readonly destinations: readonly string[];
    /** Name of the target whose results the gate asks for. */
    readonly testImage: string;
    readonly publishImage: string;
  },
): TargetConfiguration {
  const named = outline.sources.flatMap(({ images }) => images.map(({ project }) => project));
  const parents = [...new Set(named)].filter(
    (project) => lineage.images.has(project) && !lineage.isRing(folder.name, project),
  );
  return {
    executor: '@strata/nx:publish-image',
    cache: false,
    dependsOn: [testImage, ...parents.map((project) => ({ projects: [project], target: publishImage }))],
    options: { template: folder.template },
    ...(destinations.length > 0 && {
      configurations: Object.fromEntries(destinations.map((name) => [name, { to: [name] }])),
    }),
    metadata: {
      technologies: ['strata'],
      description: 'Publish the built and tested image; what is there already is not sent',
      help: {
        command: 'strata publish --help',
        example: { options: { to: ['registry.example/team/{projectName}:latest'], dryRun: true } },
      },
    },
  };
}
