import { communicatorFields, defineSchema, loginFields, type OptionsOf } from '@strata/sdk';
import { dockerRules } from './rules';

const buildSchema = defineSchema({
  options: {
    path: { type: 'string', affects: 'result', required: true, path: 'file', doc: 'Path of the Dockerfile.' },
    build_dir: {
      type: 'string',
      affects: 'result',
      path: 'directory',
      doc: 'Folder that the Dockerfile sees. By default the one it is in.',
    },
    arguments: { type: { map: 'string' }, affects: 'result', doc: 'Build arguments by name.' },
    platform: { type: 'string', affects: 'result', doc: 'Platform to build for: `linux/arm64`.' },
    pull: {
      type: 'bool',
      affects: 'result',
      doc: 'Pulls the base image even when it is here. By default on.',
    },
    compress: { type: 'bool', affects: 'run', default: false, doc: 'Compresses what the engine is sent.' },
  },
});

/** Where the container sees the build's own files. Source: Packer's documentation, "Docker Builder". */
const CONTAINER_DIRECTORY = '/packer-files';

const RUN_COMMAND = ['-d', '-i', '-t', '--entrypoint=/bin/sh', '--', '{{.Image}}'];

export const dockerSchema = defineSchema({
  options: {
    ...communicatorFields.options,
    communicator: {
      type: 'string',
      affects: 'run',
      default: 'docker',
      allowed: ['docker'],
      doc: 'How provisioners reach the container: through its engine.',
    },
    image: { type: 'string', affects: 'result', doc: 'Image that the container starts from.' },
    commit: { type: 'bool', affects: 'result', default: false, doc: 'Makes an image of the container.' },
    discard: { type: 'bool', affects: 'result', default: false, doc: 'Throws the container away.' },
    export_path: {
      type: 'string',
      affects: 'result',
      doc: "Writes the container's files to this tar archive.",
    },
    author: { type: 'string', affects: 'result', doc: 'Author of the image.' },
    changes: {
      type: { list: 'string' },
      affects: 'result',
      doc: 'Lines of a Dockerfile that the image takes: `ENV A=1`, `CMD ["x"]`.',
    },
    message: { type: 'string', affects: 'result', doc: "The commit's message." },
    pull: { type: 'bool', affects: 'result', default: true, doc: 'Pulls the image first.' },
    platform: { type: 'string', affects: 'result', doc: 'Platform of the image: `linux/arm64`.' },
    privileged: { type: 'bool', affects: 'result', default: false, doc: 'Gives the container all rights.' },
    cap_add: { type: { list: 'string' }, affects: 'result', doc: 'Capabilities to add.' },
    cap_drop: { type: { list: 'string' }, affects: 'result', doc: 'Capabilities to take away.' },
    device: { type: { list: 'string' }, affects: 'result', doc: 'Devices of this machine to show.' },
    tmpfs: { type: { list: 'string' }, affects: 'result', doc: 'Folders that are kept in memory.' },
    volumes: {
      type: { map: 'string' },
      affects: 'result',
      doc: 'Folders of this machine to show, and where in the container.',
    },
    runtime: { type: 'string', affects: 'run', doc: 'Runtime of the container: `runsc`.' },
    run_command: {
      type: { list: 'string' },
      affects: 'result',
      default: RUN_COMMAND,
      doc: 'Arguments that start the container; `{{.Image}}` is the image.',
    },
    container_dir: {
      type: 'string',
      affects: 'result',
      default: CONTAINER_DIRECTORY,
      doc: "Where the container sees a folder of the build's own.",
    },
    exec_user: { type: 'string', affects: 'result', doc: 'Who runs the commands: `user` or `uid:gid`.' },
    fix_upload_owner: {
      type: 'bool',
      affects: 'result',
      default: true,
      doc: 'Gives uploaded files to whoever runs the commands, instead of root.',
    },
    docker_path: {
      type: 'string',
      affects: 'run',
      default: 'docker',
      doc: 'The engine. Where docker is not there, podman is taken.',
    },
    pty: { type: 'bool', affects: 'run', default: false, doc: 'Accepted for templates that have it.' },
    ...loginFields,
  },
  blocks: {
    build: {
      schema: buildSchema,
      count: 'one',
      doc: 'Builds the image from a Dockerfile, in place of `image`.',
    },
  },
  rules: dockerRules,
});

export type DockerSchema = typeof dockerSchema;
export type DockerOptions = OptionsOf<DockerSchema>;
