import { defineSchema, type OptionsOf } from '@strata/sdk';
import { archiveRules, bootstrapRules, ociRules, rootfsRules } from './rules';

const bootstrapSchema = defineSchema({
  options: {
    distribution: {
      type: 'string',
      affects: 'result',
      default: 'debian',
      allowed: ['debian', 'ubuntu'],
      doc: 'The distribution.',
    },
    suite: {
      type: 'string',
      affects: 'result',
      required: true,
      doc: 'Codename of the release (`bookworm`, `noble`). Its updates and security suites come with it.',
    },
    variant: {
      type: 'string',
      affects: 'result',
      default: 'minbase',
      allowed: ['essential', 'apt', 'minbase', 'important', 'standard'],
      doc: 'What is installed beside `packages`: essential packages only, with apt, or by priority.',
    },
    packages: {
      type: { list: 'string' },
      affects: 'result',
      doc: 'Packages to install, without those that they only recommend. The order does not matter.',
    },
    components: {
      type: { list: 'string' },
      affects: 'result',
      doc: 'Components of the archive. By default `main`, for Ubuntu also `universe`.',
    },
    architecture: {
      type: 'string',
      affects: 'result',
      doc: "Debian's word for the architecture (`amd64`, `arm64`). By default this machine's.",
    },
    mirror: {
      type: 'string',
      affects: 'result',
      doc: "Address of the archive. By default what this machine's own apt uses. May hold `@SNAPSHOTID@`.",
    },
    snapshot: {
      type: 'string',
      affects: 'result',
      doc: 'Time of a snapshot archive (`20260701T000000Z`), put in place of `@SNAPSHOTID@` in `mirror`.',
    },
  },
  rules: bootstrapRules,
});

const archiveSchema = defineSchema({
  options: {
    source: {
      type: 'string',
      affects: 'result',
      path: 'file',
      pathWhen: ({ source }) => typeof source === 'string' && !/^https?:\/\//.test(source),
      doc: 'Path of a root file system as a tar archive; plain or compressed by gzip, zstd, xz or bzip2.',
    },
    url: { type: 'string', affects: 'result', doc: 'Its http or https address, in place of `source`.' },
    checksum: {
      type: 'string',
      affects: 'result',
      required: true,
      doc: '`sha256:…`, also md5, sha1 and sha512, digits alone, or `file:` and the path or address of a checksum file.',
    },
  },
  rules: archiveRules,
});

const ociSchema = defineSchema({
  options: {
    image: {
      type: 'string',
      affects: 'result',
      doc: 'Reference of an image in a registry: `registry/name:tag` or `registry/name@sha256:…`.',
    },
    layout: {
      type: 'string',
      affects: 'result',
      path: 'directory',
      doc: 'Folder of an OCI image layout, in place of `image`.',
    },
  },
  rules: ociRules,
});

const containerSchema = defineSchema({
  options: {
    cmd: {
      type: { list: 'string' },
      affects: 'result',
      doc: 'Default command, or arguments of the entrypoint.',
    },
    entrypoint: {
      type: { list: 'string' },
      affects: 'result',
      doc: 'Program of the container. Forgets the inherited `cmd`.',
    },
    env: { type: { list: 'string' }, affects: 'result', doc: '`NAME=value`; added to the inherited ones.' },
    workdir: { type: 'string', affects: 'result', doc: 'Working folder, absolute.' },
    user: { type: 'string', affects: 'result', doc: '`user`, `uid`, `user:group` or `uid:gid`.' },
    expose: {
      type: { list: 'string' },
      affects: 'result',
      doc: 'Ports: `8080`, `53/udp`; added to the inherited ones.',
    },
    labels: { type: { map: 'string' }, affects: 'result', doc: 'Labels; added to the inherited ones.' },
  },
});

export const rootfsSchema = defineSchema({
  options: {
    from: {
      type: 'input',
      affects: 'result',
      doc: 'The parent image: `data.strata-image.NAME.layers`.',
    },
    communicator: {
      type: 'string',
      affects: 'run',
      default: 'sandbox',
      allowed: ['sandbox'],
      doc: 'How provisioners reach the files: a sandbox of namespaces on this machine.',
    },
  },
  blocks: {
    bootstrap: { schema: bootstrapSchema, count: 'one', doc: 'Starts from packages of Debian or Ubuntu.' },
    archive: { schema: archiveSchema, count: 'one', doc: 'Starts from a root file system as a tar archive.' },
    oci: { schema: ociSchema, count: 'one', doc: 'Starts from a container image.' },
    container: { schema: containerSchema, count: 'one', doc: 'Settings of containers made from the image.' },
  },
  rules: rootfsRules,
});

export type RootfsSchema = typeof rootfsSchema;
export type RootfsOptions = OptionsOf<RootfsSchema>;
export type BootstrapOptions = OptionsOf<typeof bootstrapSchema>;
export type ArchiveOptions = OptionsOf<typeof archiveSchema>;
export type OciOptions = OptionsOf<typeof ociSchema>;
export type ContainerOptions = OptionsOf<typeof containerSchema>;
