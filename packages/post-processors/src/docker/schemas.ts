import { defineSchema, loginFields, loginRules, type OptionsOf } from '@strata/sdk';

const engine = {
  docker_path: {
    type: 'string',
    affects: 'run',
    default: 'docker',
    doc: 'The container engine. Where docker is not there, podman is taken.',
  },
} as const;

export const importSchema = defineSchema({
  options: {
    ...engine,
    repository: { type: 'string', affects: 'result', required: true, doc: 'Name of the image that is made.' },
    tag: { type: 'string', affects: 'result', doc: 'Its tag.' },
    changes: {
      type: { list: 'string' },
      affects: 'result',
      doc: 'Lines of a Dockerfile that the image takes.',
    },
    platform: { type: 'string', affects: 'result', doc: 'Platform of the image: `linux/arm64`.' },
  },
});

export const tagSchema = defineSchema({
  options: {
    ...engine,
    repository: { type: 'string', affects: 'result', required: true, doc: 'Name that the image is given.' },
    tags: {
      type: { list: 'string' },
      affects: 'result',
      doc: 'Its tags. By default what the engine takes: `latest`.',
    },
    tag: { type: { list: 'string' }, affects: 'result', doc: 'Old name of `tags`.' },
    force: {
      type: 'bool',
      affects: 'run',
      default: false,
      doc: 'Accepted for old templates; engines always do so.',
    },
  },
});

export const saveSchema = defineSchema({
  options: {
    ...engine,
    path: {
      type: 'string',
      affects: 'result',
      required: true,
      doc: 'Where the image is written, as a tar archive.',
    },
  },
});

export const pushSchema = defineSchema({
  options: {
    ...engine,
    ...loginFields,
    platform: { type: 'string', affects: 'run', doc: 'Platform to push, of an image that has several.' },
  },
  rules: loginRules,
});

export type ImportOptions = OptionsOf<typeof importSchema>;
export type TagOptions = OptionsOf<typeof tagSchema>;
export type SaveOptions = OptionsOf<typeof saveSchema>;
export type PushOptions = OptionsOf<typeof pushSchema>;
