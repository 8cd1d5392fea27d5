import { createHash } from 'node:crypto';

/** The only time an image of ours knows: SOURCE_DATE_EPOCH as images write it. */
export const created = '2023-11-14T22:13:20Z';

/** Something of an image as bytes, named by what they are. */
export interface Blob {
  readonly bytes: Buffer;
  readonly digest: string;
}

/** JSON as it is stored: the order of keys is that of the value, so the same value gives the same digest. */
export function makeJsonBlob(value: unknown): Blob {
  const bytes = Buffer.from(JSON.stringify(value));
  return { bytes, digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}` };
}

/** A reference from one part of an image to another. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: { readonly architecture?: string; readonly os?: string; readonly variant?: string };
}

export const mediaTypes = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
  dockerIndex: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
} as const;

export const refNameAnnotation = 'org.opencontainers.image.ref.name';
