import { createReadStream } from 'node:fs';
import type { ImageFacts } from '@strata/sdk';
import { readLayerBlob } from '../../store/blob';
import { getBlobPath } from '../../store/layout';
import type { StoredLayer } from '../../store/record';
import type { Store } from '../../store/store';
import type { Blob } from '../json';
import { getStoredLayers, makeManifest, uniqueLayers } from '../write-oci';
import { toStream } from './manifests';

/** Something of an image that a registry keeps by its digest. */
export interface Part {
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  /** For people: `layer 2 of 3`. */
  readonly label: string;
  /** Its bytes from an offset on, as many as are said. */
  read(offset: number, length: number): AsyncIterable<Uint8Array>;
  /** Fails with what is wrong with it on this machine. */
  verify(): Promise<void>;
}

/** An image as a registry takes it. */
export interface ImageParts {
  readonly manifest: Blob;
  /** Layers, base first, and the config. */
  readonly parts: readonly Part[];
}

export interface PartsRequest {
  readonly image: Pick<ImageFacts, 'layers' | 'config'>;
  /** @default this machine's */
  readonly architecture?: string;
}

/** Bytes at a time out of the store. */
const pieceSize = 2 ** 18;

/** Takes apart an image of a store. The same layers and settings always give the same digests. */
export async function getImageParts(store: Store, request: PartsRequest): Promise<ImageParts> {
  const layers = await getStoredLayers(store, request.image.layers);
  const { config, manifest } = makeManifest(request, layers);
  const unique = uniqueLayers(layers);
  const parts = unique.map((layer, at) => makePart(store, layer, `layer ${at + 1} of ${unique.length}`));
  return { manifest, parts: [...parts, makeConfigPart(config)] };
}

function makePart(store: Store, layer: StoredLayer, label: string): Part {
  const path = getBlobPath(store.context.layout, layer.diffId);
  return {
    ...{ ...layer.blob, label },
    read: (offset, length) =>
      createReadStream(path, { start: offset, end: offset + length - 1, highWaterMark: pieceSize }),
    verify: async () => {
      for await (const _ of readLayerBlob(store.context, layer));
    },
  };
}

function makeConfigPart({ digest, bytes }: Blob): Part {
  return {
    ...{ digest, size: bytes.length, label: 'config' },
    read: (offset, length) => toStream(bytes.subarray(offset, offset + length)),
    verify: async () => undefined,
  };
}
