import type { ImageReference } from '../reference';
import { findManifestDigest } from './manifests';
import { createRegistryClient, type PushContext } from './registry-client';

/**
 * Digest of the manifest that a tag or a digest stands for in a registry now. Asks for no more than leave to read.
 *
 * @returns `sha256:…`; undefined when there is no such tag, manifest or repository
 * @throws Failure LAY034, LAY035 or LAY038 when the registry refuses, cannot be reached or is none
 */
export function findDigest(
  { version, ...place }: ImageReference,
  context: PushContext,
): Promise<string | undefined> {
  return findManifestDigest(createRegistryClient(place, context, { mayWrite: false }), version);
}
