import type { ContainerConfig } from '@strata/sdk';
import { decompress } from '../tar/compression';
import type { ImageFiles } from './archive-files';
import { parseImageConfig } from './image-config';
import { checkDigest, notImage, parseDocument } from './image-source';

type Bytes = AsyncIterable<Uint8Array>;

/** What `docker save` wrote. */
export interface DockerArchive {
  readonly config: ContainerConfig;
  /** Uncompressed tars, base first; each fails at its end when it is not what the config promises. */
  readonly layers: readonly (() => Bytes)[];
}

/** Reads a docker-archive. `name` chooses between the images of one that has several. */
export async function readDockerArchive(
  files: ImageFiles,
  {
    label,
    searchPath,
    name,
  }: { readonly label: string; readonly searchPath: string; readonly name?: string },
): Promise<DockerArchive> {
  const images = parseDocument(await files.readText('manifest.json'), label, 'manifest.json');
  const { Config, Layers } = Object(chooseImage(images, label, name));
  if (!Array.isArray(Layers) || typeof Config !== 'string' || !files.has(Config)) {
    throw notImage(label, 'manifest.json does not name a config and layers that are there');
  }
  const parsed = parseImageConfig(parseDocument(await files.readText(Config), label, Config));
  if (parsed === undefined || parsed.diffIds.length !== Layers.length) {
    throw notImage(label, `${Config} does not fit the layers`);
  }
  const missing = Layers.find((layer) => !files.has(layer));
  if (missing !== undefined) throw notImage(label, `it lacks ${missing}`);
  const layers = Layers.map((layer, at) => () => {
    const tar = decompress(files.read(layer), searchPath);
    return checkDigest(tar, parsed.diffIds[at] as string, label);
  });
  return { config: parsed.config, layers };
}

function chooseImage(images: unknown, label: string, name: string | undefined): unknown {
  if (!Array.isArray(images) || images.length === 0) throw notImage(label, 'manifest.json lists no image');
  if (name === undefined && images.length === 1) return images[0];
  const chosen = images.find(({ RepoTags }) => Array.isArray(RepoTags) && RepoTags.includes(name));
  if (chosen !== undefined) return chosen;
  const names = images.flatMap(({ RepoTags }) => (Array.isArray(RepoTags) ? RepoTags : []));
  throw notImage(label, `it has several images, one of which must be named: ${names.join(', ')}`);
}
