import type { Published } from './published-file';

/** A version of an image in a Compute Gallery, as Azure names it. */
const id =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\/galleries\/[^/]+\/images\/[^/]+\/versions\/[^/]+$/i;

/**
 * Id of the version of a gallery among what an image was published as. Where several destinations have one, the first by
 * name counts, unless one is named.
 */
export function getGalleryVersion(published: readonly Published[], destination?: string): string | undefined {
  return published.find(
    ({ name, reference }) =>
      id.test(reference) && (destination === undefined || name.split(' ')[0] === destination),
  )?.reference;
}
