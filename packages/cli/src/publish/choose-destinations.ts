import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { awsKind } from './aws/aws-kind';
import { azureKind } from './azure/azure-kind';
import type { Destination, DestinationKind, WrittenKind } from './destination';
import { registryKind } from './registry/registry-kind';
import { isDestinationName, unknownDestination, type WrittenDestination } from './settings/destinations-file';
import { invalid } from './settings/setting-reader';

/** Every kind, the first that fits counts. */
const kinds: readonly DestinationKind[] = [registryKind];

/** Kinds whose settings stand in the workspace's file. */
const writtenKinds: readonly WrittenKind[] = [awsKind, azureKind];

/** Words before a colon by which skopeo and podman know places on this machine. */
const localPlace = /^(?:oci|oci-archive|docker-archive|docker-daemon|containers-storage|dir):(?!\/\/)/;

/**
 * The places that `-to` names.
 *
 * @param written those of the workspace's file, by name
 * @throws Failure with everything that is wrong with the addresses
 */
export function chooseDestinations(
  all: readonly string[],
  written: ReadonlyMap<string, WrittenDestination> = new Map(),
): readonly Destination[] {
  if (all.length === 0) throw new Failure(noDestination());
  const names = [...new Set(all.filter(isDestinationName))];
  const addresses = all.filter((address) => !isDestinationName(address));
  const problems = addresses.filter((address) => !findKind(address)).map(notUnderstood);
  const collect = (open: () => readonly Destination[]): readonly Destination[] => {
    try {
      return open();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      problems.push(...error.diagnostics);
      return [];
    }
  };
  const destinations = [
    ...names.flatMap((name) => collect(() => [openWritten(name, written)])),
    ...kinds.flatMap((kind) =>
      collect(() => kind.open(addresses.filter((address) => findKind(address) === kind))),
    ),
  ];
  if (problems.length > 0) throw new Failure(problems);
  return destinations;
}

function openWritten(name: string, written: ReadonlyMap<string, WrittenDestination>): Destination {
  const found = written.get(name);
  if (!found) throw new Failure(unknownDestination(name, written.keys()));
  return getWrittenKind(found).open(found);
}

/** @throws Failure for a kind that there is not */
export function getWrittenKind(found: WrittenDestination): WrittenKind {
  const kind = writtenKinds.find((each) => each.kind === found.kind);
  if (kind) return kind;
  const allowed = writtenKinds.map((each) => `"${each.kind}"`).join(', ');
  throw new Failure(
    invalid(
      found.settings,
      `The destination "${found.name}" has no "kind" that is known. Allowed: ${allowed}.`,
    ),
  );
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
