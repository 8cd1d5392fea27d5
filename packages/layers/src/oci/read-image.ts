import { mkdir } from 'node:fs/promises';
import type { ContainerConfig, LayerRecord, StartActivity } from '@strata/sdk';
import { countBytes } from '@strata/sdk/progress';
import { removeTrees } from '../store/files';
import { getTemporaryPath } from '../store/json-file';
import type { Store } from '../store/store';
import { type ImageFiles, isFolder, openArchive, openFolder } from './archive-files';
import { findManifest } from './choose-manifest';
import { readDockerArchive } from './docker-archive';
import { getImageArchitecture, parseImageConfig } from './image-config';
import { checkDigest, type ImageSource, notImage, readDocument } from './image-source';
import { openLayout } from './layout-source';
import { parseReference } from './reference';
import { openRegistry, type RegistryContext } from './registry-source';

/** A foreign image as layers of a store. */
export interface ReadImage {
  readonly layers: readonly LayerRecord[];
  readonly config: ContainerConfig;
}

export interface ReadOptions {
  /** Architecture as images name it (`amd64`). @default this machine's */
  readonly architecture?: string;
  /** Which image of a layout or archive that has several. */
  readonly tag?: string;
  readonly signal?: AbortSignal;
  /** @default nothing is reported */
  readonly startActivity?: StartActivity;
}

/** Reads an OCI layout (folder or tar) or a docker-archive into the store. Files and times stay as they are. */
export async function readImageFile(
  store: Store,
  path: string,
  options: ReadOptions = {},
): Promise<ReadImage> {
  const folder = await isFolder(path);
  if (folder === undefined) throw notImage(path, 'there is nothing');
  if (folder) return readFiles(store, await openFolder(path), { ...options, label: path });
  const scratch = getTemporaryPath(store.context, 'image');
  await mkdir(scratch);
  try {
    const files = await openArchive(path, { scratch, searchPath: store.context.searchPath });
    return await readFiles(store, files, { ...options, label: path });
  } finally {
    await removeTrees(store.context, [scratch]);
  }
}

/** Reads an image of a registry into the store. */
export async function readImage(
  store: Store,
  reference: string,
  options: ReadOptions & RegistryContext,
): Promise<ReadImage> {
  return readSource(store, openRegistry(parseReference(reference), options), options);
}

async function readFiles(
  store: Store,
  files: ImageFiles,
  { label, ...options }: ReadOptions & { readonly label: string },
): Promise<ReadImage> {
  const { tag } = options;
  if (files.has('index.json')) return readSource(store, openLayout(files, label, tag), options);
  if (!files.has('manifest.json')) throw notImage(label, 'it has neither index.json nor manifest.json');
  const { searchPath } = store.context;
  const image = await readDockerArchive(files, {
    label,
    searchPath,
    ...(tag !== undefined && { name: tag }),
  });
  const layers = image.layers.map((read) => ({ read, size: undefined }));
  return { layers: await importLayers(store, layers, options), config: image.config };
}

async function readSource(store: Store, source: ImageSource, options: ReadOptions): Promise<ReadImage> {
  const manifest = await findManifest(source, options.architecture ?? getImageArchitecture());
  const parsed = parseImageConfig(await readDocument(source, manifest.config));
  if (parsed === undefined || parsed.diffIds.length !== manifest.layers.length) {
    throw notImage(source.label, 'its config does not fit its layers');
  }
  const layers = manifest.layers.map((layer) => ({
    size: layer.size,
    read: async () => checkDigest(await source.readBlob(layer), layer.digest, source.label),
  }));
  return { layers: await importLayers(store, layers, options), config: parsed.config };
}

type Bytes = AsyncIterable<Uint8Array>;

/** A packed layer of a foreign image. */
interface ForeignLayer {
  /** Bytes, where the image tells. */
  readonly size: number | undefined;
  read(): Bytes | Promise<Bytes>;
}

/** One after the other: each is limited by the disk. */
async function importLayers(
  store: Store,
  layers: readonly ForeignLayer[],
  { signal, startActivity }: ReadOptions,
): Promise<readonly LayerRecord[]> {
  const records: LayerRecord[] = [];
  const options = { normalize: false, ...(signal && { signal }), ...(startActivity && { startActivity }) };
  for (const [index, { size: total, read }] of layers.entries()) {
    const bytes = await read();
    const label = `unpacking layer ${index + 1} of ${layers.length}`;
    using activity = startActivity?.({ label, unit: 'bytes', total });
    records.push(await store.importTar(countBytes(bytes, activity), options));
  }
  return records;
}
