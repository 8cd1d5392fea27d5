import { open, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { type Artifact, findContainerEngine, type OpenImage, type PostProcessContext } from '@strata/sdk';
import { problem } from '../codes';
import { diskHeadSize, findDiskForm } from './disk-forms';
import { createImageFiles, stackLayers } from './file-tree';
import { readFolderContents } from './folder-contents';
import type { LayerContents, Wants } from './layer-contents';
import { readArchive, readLayoutFolder } from './open-archive';
import { readStoredLayers } from './open-store';

/** Packer's builder ids of what a container engine holds. */
const engineArtifacts = ['packer.post-processor.docker-import', 'packer.post-processor.docker-tag'];

/** Reads the files of an artifact: its layers, its image in a container engine, or its first file, whichever it has. */
export const readImage: OpenImage = async (context, { artifact, wants, dockerPath }) => {
  const layers = await readLayers(context, artifact, { wants, dockerPath });
  return createImageFiles(stackLayers(layers));
};

interface Wanted {
  readonly wants: Wants;
  readonly dockerPath: string | undefined;
}

async function readLayers(
  context: PostProcessContext,
  artifact: Artifact,
  { wants, dockerPath }: Wanted,
): Promise<readonly LayerContents[]> {
  if (artifact.image) return readStoredLayers(context, artifact.image.layers, wants);
  // Before its files: all that an image in an engine can have of those is what other post-processors wrote about it.
  if (engineArtifacts.includes(artifact.builderId))
    return readEngineImage(context, artifact.id, { wants, dockerPath });
  const [file] = artifact.files;
  if (file !== undefined) return readPath(context, resolve(context.baseDirectory, file), wants);
  throw new Failure(
    problem('LAY041', {
      detail: `${artifact.description || artifact.builderId} has neither layers nor files on this machine, so nobody can look into it.`,
      hint: 'Put the post-processor where the artifact is an image, a tar archive or a folder.',
    }),
  );
}

async function readEngineImage(
  context: PostProcessContext,
  id: string,
  { wants, dockerPath }: Wanted,
): Promise<readonly LayerContents[]> {
  const engine = await findContainerEngine(context, dockerPath);
  const archive = join(context.scratch, 'image.tar');
  try {
    await engine.mustRun(['save', '--output', archive, id], { shown: false });
    return await readArchive(context, archive, wants);
  } finally {
    await rm(archive, { force: true });
  }
}

async function readPath(
  context: PostProcessContext,
  path: string,
  wants: Wants,
): Promise<readonly LayerContents[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw unreadable(`${path} belongs to the artifact, but is not there.`);
  if (found.isDirectory()) {
    const layout = await stat(join(path, 'oci-layout')).catch(() => undefined);
    return layout ? readLayoutFolder(context, path, wants) : [await readFolderContents(path, wants)];
  }
  const form = findDiskForm(await readHead(path));
  if (form !== undefined) throw isDisk(path, form);
  return readArchive(context, path, wants);
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
