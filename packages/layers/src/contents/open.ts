import { open, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Failure } from '@strata/diagnostics';
import {
  type Artifact,
  type ArtifactContext,
  findContainerEngine,
  type ImageHistory,
  type OpenImage,
} from '@strata/sdk';
import { problem } from '../codes';
import { diskHeadSize, findDiskForm } from './disk-forms';
import { createImageFiles, stackLayers } from './file-tree';
import type { LayerContents } from './layer-contents';
import { createContentsReader, type LayerReader } from './layer-reader';
import { readArchive, readLayoutFolder } from './open-archive';
import { readStoredLayers } from './open-store';

/** Packer's builder ids of what a container engine holds. */
const engineArtifacts = ['packer.post-processor.docker-import', 'packer.post-processor.docker-tag'];

/** Reads the files of an artifact: its layers, its image in a container engine, or its first file, whichever it has. */
export const readImage: OpenImage = async (context, { artifact, wants, dockerPath }) => {
  const layers = await readLayers(context, { artifact, dockerPath }, createContentsReader(wants));
  return { ...createImageFiles(stackLayers(layers)), history: createHistory(layers) };
};

function createHistory(layers: readonly LayerContents[]): ImageHistory {
  return {
    count: layers.length,
    isQuiet: (at) => {
      const { entries = [], removed = [], opaque = [] } = layers[at] ?? {};
      const hasContent = entries.some(({ node }) => node.kind === 'file' && node.content !== undefined);
      return !hasContent && removed.length + opaque.length === 0;
    },
    upTo: (count) => createImageFiles(stackLayers(layers.slice(0, count))),
  };
}

/** Which image is meant. */
export interface Subject {
  readonly artifact: Artifact;
  /** The container engine, for images that only it has. */
  readonly dockerPath?: string | undefined;
}

/** Whether two images are made of the same layers. Of archives that is known only when they are read. */
export function sameStack({ artifact: a }: Subject, { artifact: b }: Subject): boolean {
  const [one, other] = [a.image?.layers, b.image?.layers];
  if (one === undefined || one.length !== other?.length) return false;
  return one.every(({ diffId }, at) => diffId === other[at]?.diffId);
}

/** Every layer of an artifact as a reader takes it, base first. */
export async function readLayers<T>(
  context: ArtifactContext,
  { artifact, dockerPath }: Subject,
  reader: LayerReader<T>,
): Promise<readonly T[]> {
  if (artifact.image) return readStoredLayers(context, artifact.image.layers, reader);
  // Before its files: all that an image in an engine can have of those is what other post-processors wrote about it.
  if (engineArtifacts.includes(artifact.builderId))
    return readEngineImage(context, { id: artifact.id, dockerPath }, reader);
  const [file] = artifact.files;
  if (file !== undefined) return readPath(context, resolve(context.baseDirectory, file), reader);
  throw new Failure(
    problem('LAY041', {
      detail: `${artifact.description || artifact.builderId} has neither layers nor files on this machine, so nobody can look into it.`,
      hint: 'Put the post-processor where the artifact is an image, a tar archive or a folder.',
    }),
  );
}

async function readEngineImage<T>(
  context: ArtifactContext,
  { id, dockerPath }: { readonly id: string; readonly dockerPath: string | undefined },
  reader: LayerReader<T>,
): Promise<readonly T[]> {
  const engine = await findContainerEngine(context, dockerPath);
  const archive = join(context.scratch, 'image.tar');
  try {
    await engine.mustRun(['save', '--output', archive, id], { shown: false });
    return await readArchive(context, archive, reader);
  } finally {
    await rm(archive, { force: true });
  }
}

async function readPath<T>(
  context: ArtifactContext,
  path: string,
  reader: LayerReader<T>,
): Promise<readonly T[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw unreadable(`${path} belongs to the artifact, but is not there.`);
  if (found.isDirectory()) {
    const layout = await stat(join(path, 'oci-layout')).catch(() => undefined);
    return layout ? readLayoutFolder(context, path, reader) : [await reader.readFolder(path)];
  }
  const form = findDiskForm(await readHead(path));
  if (form !== undefined) throw isDisk(path, form);
  return readArchive(context, path, reader);
}

async function readHead(path: string): Promise<Buffer> {
  await using file = await open(path);
  const { bytesRead, buffer } = await file.read(Buffer.alloc(diskHeadSize), 0, diskHeadSize, 0);
  return buffer.subarray(0, bytesRead);
}

function unreadable(detail: string): Failure {
  return new Failure(problem('LAY041', { detail }));
}

function isDisk(path: string, form: string): Failure {
  return new Failure(
    problem('LAY040', {
      detail: `${path} is a disk (${form}). What is on a disk cannot be read yet; images of layers, container images, tar archives and folders can.`,
      hint: 'Build the image with the rootfs builder, or look into it before it becomes a disk.',
    }),
  );
}
