import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import type { Destination, DestinationKind } from './destination';
import { registryKind } from './registry/registry-kind';

/** Every kind, the first that fits counts. */
const kinds: readonly DestinationKind[] = [registryKind];

/** Words before a colon by which skopeo and podman know places on this machine. */
const localPlace = /^(?:oci|oci-archive|docker-archive|docker-daemon|containers-storage|dir):(?!\/\/)/;

/**
 * The places that `-to` names.
 *
 * @throws Failure with everything that is wrong with the addresses
 */
export function chooseDestinations(addresses: readonly string[]): readonly Destination[] {
  if (addresses.length === 0) throw new Failure(noDestination());
  const problems = addresses.filter((address) => !findKind(address)).map(notUnderstood);
  const destinations = kinds.flatMap((kind) => {
    try {
      return kind.open(addresses.filter((address) => findKind(address) === kind));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      problems.push(...error.diagnostics);
      return [];
    }
  });
  if (problems.length > 0) throw new Failure(problems);
  return destinations;
}

function findKind(address: string): DestinationKind | undefined {
  return localPlace.test(address) ? undefined : kinds.find((kind) => kind.fits(address));
}

function noDestination() {
  return problem('CLI031', {
    detail: 'It was not said where the image is to be published.',
    hint: 'Say so with -to=REGISTRY/REPOSITORY:TAG; under Nx by the option "to" of the target publish-image.',
  });
}

function notUnderstood(address: string) {
  return problem('CLI032', {
    detail: `${JSON.stringify(address)} is no place that images can be published to.`,
    hint: localPlace.test(address)
      ? 'strata export writes images to this machine. A registry is named REGISTRY/REPOSITORY:TAG.'
      : 'A registry is named REGISTRY/REPOSITORY:TAG, with docker:// or oci:// before it or without.',
  });
}
