import type { GalleryImage } from '@azure/arm-compute';
import { Failure } from '@strata/diagnostics';
import { classifyAzure } from '../errors';
import { callManager } from '../wait';
import type { AzureContext } from './context';
import { type FoundVersion, toFoundVersion } from './found-version';
import type { AzureDestination } from './settings';

/** What is known of a gallery, looked up once for all images of a run; versions once for each definition. */
export interface Desk {
  /** Definitions by their names in small letters; none without the gallery. */
  definitions(): Promise<ReadonlyMap<string, GalleryImage>>;
  versions(definition: string): Promise<readonly FoundVersion[]>;
  /** What is known of a definition is not true any more. */
  forget(definition: string): void;
}

export function createDesk(
  context: AzureContext,
  { resourceGroup, gallery }: Pick<AzureDestination, 'resourceGroup' | 'gallery'>,
): Desk {
  let known: Promise<ReadonlyMap<string, GalleryImage>> | undefined;
  const versions = new Map<string, Promise<readonly FoundVersion[]>>();
  const { galleryImages, galleryImageVersions } = context.session.compute();
  const definitions = () => {
    known ??= listDefinitions();
    // The next one asks again, in place of being told of a failure of before.
    known.catch(() => {
      known = undefined;
    });
    return known;
  };
  const listDefinitions = async () => {
    const all = await collect(context, `Listing the definitions of the gallery ${gallery}`, (options) =>
      galleryImages.listByGallery(resourceGroup, gallery, options),
    );
    return new Map(all.map((each) => [String(each.name).toLowerCase(), each]));
  };
  const listVersions = async (definition: string) => {
    if (!(await definitions()).has(definition.toLowerCase())) return [];
    const all = await collect(context, `Listing the versions of ${definition}`, (options) =>
      galleryImageVersions.listByGalleryImage(resourceGroup, gallery, definition, options),
    );
    return all.map(toFoundVersion);
  };
  return {
    definitions,
    versions: (definition) => {
      const found = versions.get(definition) ?? listVersions(definition);
      versions.set(definition, found);
      found.catch(() => versions.delete(definition));
      return found;
    },
    forget: (definition) => {
      known = undefined;
      versions.delete(definition);
    },
  };
}

/** Everything of a list; nothing when what it is in is not there. */
async function collect<T>(
  context: AzureContext,
  action: string,
  list: (options: { readonly abortSignal: AbortSignal }) => AsyncIterable<T>,
): Promise<readonly T[]> {
  try {
    return await callManager(context, { action }, async (options) => {
      const all: T[] = [];
      for await (const each of list(options)) all.push(each);
      return all;
    });
  } catch (error) {
    if (classifyAzure(error instanceof Failure ? error.cause : error) === 'not-found') return [];
    throw error;
  }
}
