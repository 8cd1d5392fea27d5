import { getHex } from '../store/layout';
import type { ImageFiles } from './archive-files';
import { type ImageSource, notImage, parseDescriptors, parseDocument } from './image-source';
import type { Descriptor } from './json';
import { refNameAnnotation } from './json';

/** An OCI image layout. `tag` chooses between the images of one that has several. */
export function openLayout(files: ImageFiles, label: string, tag?: string): ImageSource {
  return {
    label,
    readTop: async () => {
      const index = Object(parseDocument(await files.readText('index.json'), label, 'index.json'));
      const manifests = parseDescriptors(index.manifests);
      if (manifests === undefined) throw notImage(label, 'index.json lists no manifests');
      return tag === undefined ? manifests : chooseTag(manifests, label, tag);
    },
    readBlob: async ({ digest }) => {
      const name = `blobs/sha256/${getHex(digest)}`;
      if (!files.has(name)) throw notImage(label, `it lacks ${name}`);
      return files.read(name);
    },
  };
}

/** Some tools write the whole reference, some only the tag. */
function chooseTag(manifests: readonly Descriptor[], label: string, tag: string): readonly Descriptor[] {
  const names = manifests.map(({ annotations }) => annotations?.[refNameAnnotation] ?? '');
  const chosen = manifests.filter((_, at) => names[at] === tag || names[at]?.endsWith(`:${tag}`));
  if (chosen.length > 0) return chosen;
  throw notImage(
    label,
    `it has no image named ${JSON.stringify(tag)}, only ${names.filter(Boolean).join(', ') || 'one without a name'}`,
  );
}
