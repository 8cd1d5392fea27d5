import { type Diagnostic, Failure } from '@strata/diagnostics';
import { type ImageReference, parseReference } from '@strata/layers/registry';
import { problem } from '../../codes';

/** As skopeo and podman write registries, and as Helm and Flux do. */
const scheme = /^(?:docker|oci):\/\//;

/** Whether an address may be that of a registry: one without a scheme is. */
export function isRegistryAddress(address: string): boolean {
  return scheme.test(address) || !address.includes('://');
}

/** Tags of one repository. */
export interface RegistryPlace {
  readonly registry: string;
  readonly repository: string;
  readonly tags: readonly string[];
}

/**
 * Reads addresses; tags of one repository come together.
 *
 * @throws Failure with all that is wrong with them
 */
export function parseAddresses(addresses: readonly string[]): readonly RegistryPlace[] {
  const problems: Diagnostic[] = [];
  const references = addresses.flatMap((address) => {
    try {
      return [parseAddress(address)];
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      problems.push(...error.diagnostics);
      return [];
    }
  });
  if (problems.length > 0) throw new Failure(problems);
  const places = new Map<string, RegistryPlace>();
  for (const { registry, repository, version } of references) {
    const name = `${registry}/${repository}`;
    const tags = new Set(places.get(name)?.tags).add(version);
    places.set(name, { registry, repository, tags: [...tags] });
  }
  return [...places.values()];
}

function parseAddress(address: string): ImageReference {
  const reference = parseReference(address.replace(scheme, ''));
  if (!reference.version.startsWith('sha256:')) return reference;
  throw new Failure(
    problem('CLI032', {
      detail: `${JSON.stringify(address)} names a digest, which the image has of itself.`,
      hint: 'Give a tag: REGISTRY/REPOSITORY:TAG.',
    }),
  );
}
