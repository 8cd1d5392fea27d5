import { createReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArtifactContext } from '@strata/sdk';
import { countBytes } from '@strata/sdk/progress';
import { type ImageFiles as ArchiveFiles, openArchive, openFolder } from '../oci/archive-files';
import { findManifest } from '../oci/choose-manifest';
import { readDockerArchive } from '../oci/docker-archive';
import { getImageArchitecture } from '../oci/image-config';
import { checkDigest } from '../oci/image-source';
import { openLayout } from '../oci/layout-source';
import { readTar } from '../tar';
import { decompress } from '../tar/compression';
import { imageMarks, type LayerReader } from './layer-reader';
import { startReading } from './reading';

type Bytes = AsyncIterable<Uint8Array>;

/** A tar archive: of an image as `docker save` or an OCI layout has it, or of the files themselves. */
export async function readArchive<T>(
  context: ArtifactContext,
  path: string,
  reader: LayerReader<T>,
): Promise<readonly T[]> {
  const searchPath = context.ports.environment.variables.PATH ?? '';
  const { size } = await stat(path);
  using activity = startReading(context, { total: size, item: path });
  const files = await reader.readTar(
    () => readTar(decompress(countBytes(createReadStream(path), activity), searchPath)),
    { index: 0, isOuter: true },
  );
  const isImage = imageMarks.some((name) => reader.has(files, name));
  return isImage ? readImageArchive(context, path, reader) : [files];
}

/** An OCI layout that lies in a folder. */
export async function readLayoutFolder<T>(
  context: ArtifactContext,
  path: string,
  reader: LayerReader<T>,
): Promise<readonly T[]> {
  return readImageFiles(context, { files: await openFolder(path), label: path }, reader);
}

async function readImageArchive<T>(
  context: ArtifactContext,
  path: string,
  reader: LayerReader<T>,
): Promise<readonly T[]> {
  const searchPath = context.ports.environment.variables.PATH ?? '';
  const scratch = join(context.scratch, 'image-archive');
  await mkdir(scratch, { recursive: true });
  try {
    const files = await openArchive(path, { scratch, searchPath });
    return await readImageFiles(context, { files, label: path }, reader);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

interface ImageRead {
  readonly files: ArchiveFiles;
  readonly label: string;
}

async function readImageFiles<T>(
  context: ArtifactContext,
  { files, label }: ImageRead,
  reader: LayerReader<T>,
): Promise<readonly T[]> {
  const searchPath = context.ports.environment.variables.PATH ?? '';
  const layers = files.has('manifest.json')
    ? (await readDockerArchive(files, { label, searchPath })).layers
    : await findLayoutLayers(files, label, searchPath);
  const contents: T[] = [];
  for (const [index, open] of layers.entries()) {
    context.signal.throwIfAborted();
    contents.push(await reader.readTar(() => readTar(open()), { index }));
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
