import type { FoundVersion } from '../publish/found-version';
import type { AzureDestination } from '../publish/settings';
import { getLatest } from '../publish/version-standing';
import type { ImageUser } from './image-users';

/** A definition of a gallery with all of its versions, whoever made them. */
export interface DefinitionView {
  readonly destination: Pick<AzureDestination, 'gallery' | 'resourceGroup'>;
  readonly subscription: string;
  readonly definition: string;
  readonly versions: readonly FoundVersion[];
}

/** Who keeps which version, by its id in small letters: a phrase each. */
export function findReferences(
  view: DefinitionView,
  users: readonly ImageUser[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (version: FoundVersion | undefined, phrase: string) => {
    if (!version) return;
    const id = version.id.toLowerCase();
    found.set(id, [...(found.get(id) ?? []), phrase]);
  };
  for (const { name, reference } of users)
    for (const id of [reference.id, reference.sharedGalleryImageId, reference.communityGalleryImageId]) {
      const version = readReference(view, id ?? '');
      if (version === undefined) continue;
      const exact = version === 'latest' ? reference.exactVersion : version;
      add(
        view.versions.find((each) => each.name === exact),
        `${name} was started from it`,
      );
      if (version === 'latest') add(getLatest(view.versions), `${name} asks for the latest`);
    }
  return found;
}

/** What machines get who ask for the latest, by region: a version is the latest where it is, however far others have got. */
export function findLatestByRegion(
  versions: readonly FoundVersion[],
): ReadonlyMap<string, readonly string[]> {
  const names = new Set(versions.flatMap(({ regions }) => regions.map(({ name }) => name)));
  const found = new Map<string, readonly string[]>();
  for (const region of names) {
    const latest = getLatest(versions.filter(({ regions }) => regions.some(({ name }) => name === region)));
    if (!latest) continue;
    const id = latest.id.toLowerCase();
    found.set(id, [...(found.get(id) ?? []), region]);
  }
  return found;
}

/** The version of this definition that an id means; undefined for an id of something else. */
function readReference(view: DefinitionView, id: string): string | undefined {
  const { destination, subscription, definition } = view;
  const [, start = '', image, version] = pattern.exec(id.toLowerCase()) ?? [];
  if (image !== definition.toLowerCase()) return undefined;
  const own = `/subscriptions/${subscription}/resourcegroups/${destination.resourceGroup}/providers/microsoft.compute/galleries/${destination.gallery}`;
  // Galleries that are shared have other names, so that a definition of this name is taken for this one.
  const isOwn = start === own.toLowerCase() || /^\/(?:sharedgalleries|communitygalleries)\//.test(start);
  return isOwn ? (version ?? 'latest') : undefined;
}

const pattern = /^(.*)\/images\/([^/]+)(?:\/versions\/([^/]+))?$/;
