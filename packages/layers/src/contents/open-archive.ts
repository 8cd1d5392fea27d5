import { createReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PostProcessContext } from '@strata/sdk';
import { countBytes } from '@strata/sdk/progress';
import { type ImageFiles as ArchiveFiles, openArchive, openFolder } from '../oci/archive-files';
import { findManifest } from '../oci/choose-manifest';
import { readDockerArchive } from '../oci/docker-archive';
import { getImageArchitecture } from '../oci/image-config';
import { checkDigest } from '../oci/image-source';
import { openLayout } from '../oci/layout-source';
import { readTar } from '../tar';
import { decompress } from '../tar/compression';
import { type LayerContents, readLayerContents, type Wants } from './layer-contents';
import { startReading } from './reading';

type Bytes = AsyncIterable<Uint8Array>;

/** What tells archives of images from archives of files: they lie at the top. */
const imageMarks = ['manifest.json', 'index.json'];

/** A tar archive: of an image as `docker save` or an OCI layout has it, or of the files themselves. */
export async function readArchive(
  context: PostProcessContext,
  path: string,
  wants: Wants,
): Promise<readonly LayerContents[]> {
  const searchPath = context.ports.environment.variables.PATH ?? '';
  const { size } = await stat(path);
  using activity = startReading(context, { total: size, item: path });
  const files = await readLayerContents(
    () => readTar(decompress(countBytes(createReadStream(path), activity), searchPath)),
    (name) => imageMarks.includes(name) || wants(name),
  );
  const isImage = files.entries.some(({ path: name }) => imageMarks.includes(name));
  return isImage ? readImageArchive(context, path, wants) : [files];
}

/** An OCI layout that lies in a folder. */
export async function readLayoutFolder(
  context: PostProcessContext,
  path: string,
  wants: Wants,
): Promise<readonly LayerContents[]> {
  return readImageFiles(context, await openFolder(path), { label: path, wants });
}

async function readImageArchive(
  context: PostProcessContext,
  path: string,
  wants: Wants,
): Promise<readonly LayerContents[]> {
  const searchPath = context.ports.environment.variables.PATH ?? '';
  const scratch = join(context.scratch, 'image-archive');
  await mkdir(scratch, { recursive: true });
  try {
    const files = await openArchive(path, { scratch, searchPath });
    return await readImageFiles(context, files, { label: path, wants });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

interface ImageRead {
  readonly label: string;
  readonly wants: Wants;
}

async function readImageFiles(
  context: PostProcessContext,
  files: ArchiveFiles,
  { label, wants }: ImageRead,
): Promise<readonly LayerContents[]> {
  const searchPath = context.ports.environment.variables.PATH ?? '';
  const layers = files.has('manifest.json')
    ? (await readDockerArchive(files, { label, searchPath })).layers
    : await findLayoutLayers(files, label, searchPath);
  const contents: LayerContents[] = [];
  for (const open of layers) {
    context.signal.throwIfAborted();
    contents.push(await readLayerContents(() => readTar(open()), wants));
  }
  return contents;
}

async function findLayoutLayers(
  files: ArchiveFiles,
  label: string,
  searchPath: string,
): Promise<readonly (() => Bytes)[]> {
  const source = openLayout(files, label);
  const { layers } = await findManifest(source, getImageArchitecture());
  return layers.map((layer) => () => {
    const name = `blobs/sha256/${layer.digest.slice('sha256:'.length)}`;
    return decompress(checkDigest(files.read(name), layer.digest, label), searchPath);
  });
}
