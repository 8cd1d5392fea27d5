import type { LayerBuilder, LayerBuilderDefinition } from '@strata/sdk';
import { getContainerConfig } from './container';
import { getFoundation } from './foundation';
import type { Connect } from './link';
import { type RootfsSchema, rootfsSchema } from './schema';

/** Builds an image as a stack of file system layers, on this machine, without booting anything. */
export function createRootfsDefinition({
  connect,
}: {
  readonly connect: Connect;
}): LayerBuilderDefinition<RootfsSchema> {
  let loaded: LayerBuilder<RootfsSchema> | undefined;
  return {
    kind: 'builder',
    type: 'rootfs',
    version: '1',
    doc: 'Builds an image as a stack of file system layers, on this machine, without booting anything.',
    schema: rootfsSchema,
    builds: 'layers',
    foundation: getFoundation,
    config: (options, inherited) => getContainerConfig(options.container, inherited),
    load: async () => {
      loaded ??= (require('./builder') as typeof import('./builder')).createRootfsBuilder({ connect });
      return loaded;
    },
  };
}
