import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import { chooseDestinations } from '../choose-destinations';
import type { Destination } from '../destination';
import { isDestinationName, type WrittenDestination } from '../settings/destinations-file';

/**
 * Where each image of a set is to go. Destinations of the workspace's file are one for all images; of registries each image has
 * a place of its own, by `{image}`.
 *
 * @returns by the name of the image
 * @throws Failure with everything that is wrong
 */
export function chooseForSet(
  all: readonly string[],
  {
    names,
    written,
  }: { readonly names: readonly string[]; readonly written: ReadonlyMap<string, WrittenDestination> },
): ReadonlyMap<string, readonly Destination[]> {
  const clouds = all.filter(isDestinationName);
  const registries = all.filter((address) => !isDestinationName(address));
  const shared = registries.filter((address) => !address.includes('{image}'));
  if (names.length > 1 && shared.length > 0) throw new Failure(shared.map(oneForAll));
  const common = clouds.length > 0 || all.length === 0 ? chooseDestinations(clouds, written) : [];
  return new Map(
    names.map((name) => {
      const own = registries.map((address) => address.replaceAll('{image}', name));
      return [name, [...common, ...(own.length > 0 ? chooseDestinations(own, written) : [])]];
    }),
  );
}

function oneForAll(address: string) {
  return problem('CLI032', {
    detail: `${JSON.stringify(address)} would be the place of several images, the last of which would be there in the end.`,
    hint: 'Let {image} stand for the name of the image: REGISTRY/{image}:TAG.',
  });
}
