import type { PostProcessorDefinition } from '@strata/sdk';
import { importSchema, pushSchema, saveSchema, tagSchema } from './schemas';

const common = { kind: 'post-processor', version: '1' } as const;

/** Packer's `docker-import`: makes an image of a tar of files. */
export const dockerImportDefinition: PostProcessorDefinition<typeof importSchema> = {
  ...common,
  type: 'docker-import',
  doc: 'Makes a container image of the tar archive that the docker builder exported.',
  schema: importSchema,
  load: async () => (require('./import') as typeof import('./import')).dockerImport,
};

/** Packer's `docker-tag`: gives an image names. */
export const dockerTagDefinition: PostProcessorDefinition<typeof tagSchema> = {
  ...common,
  type: 'docker-tag',
  doc: 'Gives a container image names.',
  schema: tagSchema,
  load: async () => (require('./tag') as typeof import('./tag')).dockerTag,
};

/** Packer's `docker-save`: writes an image with its layers to a file. */
export const dockerSaveDefinition: PostProcessorDefinition<typeof saveSchema> = {
  ...common,
  type: 'docker-save',
  doc: 'Writes a container image to a tar archive that `docker load` reads.',
  schema: saveSchema,
  load: async () => (require('./save') as typeof import('./save')).dockerSave,
};

/** Packer's `docker-push`: sends an image to its registry. */
export const dockerPushDefinition: PostProcessorDefinition<typeof pushSchema> = {
  ...common,
  type: 'docker-push',
  doc: 'Sends a container image to its registry, under all its names.',
  schema: pushSchema,
  load: async () => (require('./push') as typeof import('./push')).dockerPush,
};
