import type { LayerRecord } from '@strata/sdk';
import { getStoredLayer, readLayerBlob } from '../store/blob';
import { getHex } from '../store/layout';
import type { StoredLayer } from '../store/record';
import type { Store } from '../store/store';
import { getImageArchitecture, makeImageConfig } from './image-config';
import { type Blob, type Descriptor, makeJsonBlob, mediaTypes, refNameAnnotation } from './json';
import { squashLayers } from './merge';
import {
  type ImageFile,
  makeFile,
  placeOutput,
  startWriting,
  withReport,
  writeArchive,
  writeFolder,
} from './output';
import type { WriteRequest } from './write-request';

export interface OciRequest extends WriteRequest {
  /** A tar archive of the layout instead of a folder. @default false */
  readonly archive?: boolean;
}

/**
 * Writes an image as an OCI image layout, its layers compressed as the store has them (zstd). Gives the digest of its
 * manifest, which the same layers and settings always have.
 */
export async function writeOciLayout(store: Store, request: OciRequest): Promise<string> {
  const { image, output, archive = false, squash = false, startActivity } = request;
  const records = squash ? [await squashLayers(store, image.layers, request)] : image.layers;
  const layers = await getStoredLayers(store, records);
  const manifest = makeManifest(request, layers);
  const files = [
    makeFile('oci-layout', makeJsonBlob({ imageLayoutVersion: '1.0.0' }).bytes),
    makeFile('index.json', makeIndex(manifest.manifest, request.name).bytes),
    ...[manifest.config, manifest.manifest].map(({ digest, bytes }) => makeFile(getBlobName(digest), bytes)),
    ...uniqueLayers(layers).map((layer) => makeLayerFile(store, layer)),
  ];
  using activity = startWriting(files, startActivity);
  const reported = withReport(files, activity);
  await placeOutput(store.context, output, (path) =>
    archive ? writeArchive(path, reported) : writeFolder(path, reported),
  );
  return manifest.manifest.digest;
}

export function getStoredLayers(
  store: Store,
  layers: readonly LayerRecord[],
): Promise<readonly StoredLayer[]> {
  return Promise.all(layers.map(({ diffId }) => getStoredLayer(store.context, diffId)));
}

/** Two steps that did the same are one file. */
export function uniqueLayers(layers: readonly StoredLayer[]): readonly StoredLayer[] {
  return [...new Map(layers.map((layer) => [layer.diffId, layer])).values()];
}

/** What decides of the documents of an image. */
export type ImageRequest = Pick<WriteRequest, 'architecture'> & {
  readonly image: Pick<WriteRequest['image'], 'config'>;
};

export function makeConfigBlob(request: ImageRequest, layers: readonly StoredLayer[]): Blob {
  return makeJsonBlob(
    makeImageConfig({
      config: request.image.config,
      architecture: request.architecture ?? getImageArchitecture(),
      diffIds: layers.map(({ diffId }) => diffId),
    }),
  );
}

/** The documents of an image. The same layers and settings always give the same digests. */
export function makeManifest(request: ImageRequest, layers: readonly StoredLayer[]) {
  const config = makeConfigBlob(request, layers);
  const manifest = makeJsonBlob({
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: describe(mediaTypes.config, config),
    layers: layers.map(({ blob }) => ({ mediaType: `${mediaTypes.layer}+zstd`, ...blob })),
  });
  return { config, manifest };
}

function makeIndex(manifest: Blob, name: string): Blob {
  const annotations = { [refNameAnnotation]: name };
  return makeJsonBlob({
    schemaVersion: 2,
    mediaType: mediaTypes.index,
    manifests: [{ ...describe(mediaTypes.manifest, manifest), annotations }],
  });
}

function describe(mediaType: string, { digest, bytes }: Blob): Descriptor {
  return { mediaType, digest, size: bytes.length };
}

function makeLayerFile(store: Store, layer: StoredLayer): ImageFile {
  const read = () => readLayerBlob(store.context, layer);
  return { name: getBlobName(layer.blob.digest), size: layer.blob.size, read };
}

function getBlobName(digest: string): string {
  return `blobs/sha256/${getHex(digest)}`;
}
