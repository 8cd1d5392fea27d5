import { buffer } from 'node:stream/consumers';
import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import { findManifestDigest, putManifestBytes } from './manifests';
import {
  accepted,
  createRegistryClient,
  type Place,
  type PushContext,
  type RegistryClient,
} from './registry-client';

/** A tag that was set. */
export interface MovedTag extends Place {
  readonly tag: string;
  /** Digest of the manifest that it was set to. */
  readonly digest: string;
  /** Digest of what it stood for; undefined when there was no such tag. */
  readonly before: string | undefined;
}

/**
 * Has a tag stand for what it stood for before. One that somebody else has set since is left alone.
 *
 * @throws Failure LAY046 where the registry cannot: it takes no tags away, or has not kept what the tag stood for
 */
export async function putBackTag(
  { tag, digest, before, ...place }: MovedTag,
  context: PushContext,
): Promise<void> {
  const client = createRegistryClient(place, context);
  if ((await findManifestDigest(client, tag)) !== digest) return;
  if (before === undefined) return removeTag(client, tag);
  const answer = await client.ask({
    method: 'GET',
    url: client.locate(`manifests/${before}`),
    headers: { accept: accepted },
    statuses: [200, 404],
    what: `give the manifest ${before}`,
  });
  const bytes = await buffer(answer.body);
  if (answer.status === 404) throw stays(client, tag, `it does not have ${before} any more`);
  const mediaType = String(answer.headers['content-type'] ?? '');
  await putManifestBytes(client, tag, { bytes, digest: before, mediaType });
}

/** What a registry answers that takes no tags away: some know no such request, some take digests alone. */
const refusals = [400, 403, 404, 405];

async function removeTag(client: RegistryClient, tag: string): Promise<void> {
  const answer = await client.ask({
    method: 'DELETE',
    url: client.locate(`manifests/${tag}`),
    statuses: [202, ...refusals],
    what: `take the tag ${tag} away`,
  });
  answer.body.resume();
  if (answer.status !== 202) throw stays(client, tag, `it takes no tags away (${answer.status})`);
}

function stays({ registry, repository }: Place, tag: string, reason: string): Failure {
  return new Failure(
    problem('LAY046', {
      detail: `The tag ${tag} of ${registry}/${repository} stays as it was set, since the registry cannot have it mean what it meant before: ${reason}.`,
      hint: 'Remove or set the tag by what the registry offers for that, or publish again.',
    }),
  );
}
