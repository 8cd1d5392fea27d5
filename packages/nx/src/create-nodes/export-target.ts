import type { TargetConfiguration } from '@nx/devkit';
import type { ImageFormat } from '@strata/sdk';

/** Every format, so that a new one cannot be forgotten here. Loading their list would take time from every graph. */
const formats: Readonly<Record<ImageFormat, true>> = {
  oci: true,
  'docker-archive': true,
  tar: true,
  raw: true,
  'raw.zst': true,
  qcow2: true,
  vhd: true,
  vhdx: true,
  vmdk: true,
  ova: true,
  ovf: true,
  vmx: true,
};

/**
 * Writes the built image for other programs. Each format is a configuration: `export-image:vhd`. What is written is large
 * and made again from the layers in seconds, and so is left out of Nx's cache.
 */
export function getExportTarget({
  template,
  buildImage,
}: {
  readonly template: string;
  /** Name of the target that builds every source. */
  readonly buildImage: string;
}): TargetConfiguration {
  const configurations = Object.keys(formats).map((format) => [format, { format }]);
  return {
    executor: '@strata/nx:export-image',
    cache: false,
    dependsOn: [buildImage],
    options: { template },
    configurations: Object.fromEntries(configurations),
    metadata: {
      technologies: ['strata'],
      description:
        'Write the built image as a container image, a tar or a disk; a configuration for each format',
      help: { command: 'strata export --help', example: { options: { format: 'qcow2' } } },
    },
  };
}
