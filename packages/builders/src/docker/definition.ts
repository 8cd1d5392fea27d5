import type { ConnectContainer, MachineBuilderDefinition, ResourceKind } from '@strata/sdk';
import { containerKind } from './resources';
import { type DockerSchema, dockerSchema } from './schema';

/** Packer's `docker`: provisions a container and makes an image or a tar of it. Podman serves as well. */
export function createDockerDefinition({
  connect,
}: {
  readonly connect: ConnectContainer;
}): MachineBuilderDefinition<DockerSchema> {
  return {
    kind: 'builder',
    type: 'docker',
    version: '1',
    doc: 'Provisions a container of docker or podman and makes an image or a tar archive of it.',
    schema: dockerSchema,
    builds: 'machine',
    facts: ['ImageSha256', 'SourceImageDigest', 'SourceImageSha256'],
    resources: [containerKind as ResourceKind],
    load: async () => (require('./builder') as typeof import('./builder')).createDockerBuilder({ connect }),
  };
}
