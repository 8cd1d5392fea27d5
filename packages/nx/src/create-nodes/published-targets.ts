import type { TargetConfiguration } from '@nx/devkit';
import type { TargetNames } from './options';

/**
 * What is done with an image after it was published. Both ask the destination, so that no cache may answer; each destination of
 * the workspace is a configuration, as of what publishes.
 */
export function getPublishedTargets({
  template,
  destinations,
  names,
}: {
  readonly template: string;
  /** Names of the workspace's destinations. */
  readonly destinations: readonly string[];
  readonly names: Pick<TargetNames, 'verifyImage' | 'collectImage'>;
}): Record<string, TargetConfiguration> {
  const make = (
    executor: string,
    description: string,
    help: { readonly command: string; readonly options: Record<string, unknown> },
  ): TargetConfiguration => ({
    executor: `@strata/nx:${executor}`,
    cache: false,
    options: { template },
    ...(destinations.length > 0 && {
      configurations: Object.fromEntries(destinations.map((name) => [name, { to: [name] }])),
    }),
    metadata: {
      technologies: ['strata'],
      description,
      help: { command: help.command, example: { options: help.options } },
    },
  });
  return {
    [names.verifyImage]: make(
      'verify-image',
      'Ask whether what was published is still there and its names mean it, and check its provenance',
      { command: 'strata verify --help', options: { key: 'keys/release.pub' } },
    ),
    [names.collectImage]: make(
      'collect-image',
      'Tell which published images nothing needs any more; with --yes put them aside, and remove them later',
      { command: 'strata collect-image --help', options: { yes: true } },
    ),
  };
}
