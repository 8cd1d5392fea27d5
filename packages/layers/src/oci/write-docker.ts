import { readLayerTar } from '../store/blob';
import { getHex } from '../store/layout';
import type { StoredLayer } from '../store/record';
import type { Store } from '../store/store';
import { makeJsonBlob } from './json';
import { squashLayers } from './merge';
import { type ImageFile, makeFile, placeOutput, startWriting, withReport, writeArchive } from './output';
import { getStoredLayers, makeConfigBlob, uniqueLayers } from './write-oci';
import type { WriteRequest } from './write-request';

/** Writes an image as `docker load` and `podman load` take it. Gives its image id, the digest of its config. */
export async function writeDockerArchive(store: Store, request: WriteRequest): Promise<string> {
  const { image, output, squash = false, startActivity } = request;
  const records = squash ? [await squashLayers(store, image.layers, request)] : image.layers;
  const layers = await getStoredLayers(store, records);
  const config = makeConfigBlob(request, layers);
  const configName = `${getHex(config.digest)}.json`;
  const manifest = makeJsonBlob([
    { Config: configName, RepoTags: [request.name], Layers: layers.map(getLayerName) },
  ]);
  const files = [
    makeFile('manifest.json', manifest.bytes),
    makeFile(configName, config.bytes),
    ...uniqueLayers(layers).map((layer) => makeLayerFile(store, layer)),
  ];
  using activity = startWriting(files, startActivity);
  await placeOutput(store.context, output, (path) => writeArchive(path, withReport(files, activity)));
  return config.digest;
}

/** Uncompressed, as all versions of Docker take it. */
function makeLayerFile(store: Store, layer: StoredLayer): ImageFile {
  return { name: getLayerName(layer), size: layer.size, read: () => readLayerTar(store.context, layer) };
}

function getLayerName({ diffId }: StoredLayer): string {
  return `${getHex(diffId)}.tar`;
}
