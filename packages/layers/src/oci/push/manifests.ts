import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Answer } from '../../downloads/transport';
import { type Blob, mediaTypes } from '../json';
import { strange } from './problems';
import { accepted, type RegistryClient } from './registry-client';

/** Milliseconds in which a registry may look for all that a manifest names. */
const checkLimit = 300_000;

/** Digest of what a tag or digest stands for in a registry; undefined when nothing is there. */
export async function findManifestDigest(
  client: RegistryClient,
  version: string,
): Promise<string | undefined> {
  const request = {
    url: client.locate(`manifests/${version}`),
    headers: { accept: accepted },
    statuses: [200, 404],
    what: `say what ${version} is`,
  };
  const answer = await client.ask({ ...request, method: 'HEAD' });
  answer.body.resume();
  if (answer.status === 404) return undefined;
  return getSaidDigest(answer) ?? digestOf(await client.ask({ ...request, statuses: [200] }));
}

/** Registries may leave out the digest; then it is that of the bytes. */
async function digestOf(answer: Answer): Promise<string> {
  return `sha256:${createHash('sha256')
    .update(await buffer(answer.body))
    .digest('hex')}`;
}

/** Sends a manifest under a tag or its own digest. From here on it is to be seen. */
export function putManifest(client: RegistryClient, version: string, manifest: Blob): Promise<void> {
  return putManifestBytes(client, version, { ...manifest, mediaType: mediaTypes.manifest });
}

/** The same with one of any kind. */
export async function putManifestBytes(
  client: RegistryClient,
  version: string,
  { bytes, digest, mediaType }: Blob & { readonly mediaType: string },
): Promise<void> {
  const answer = await client.ask({
    method: 'PUT',
    url: client.locate(`manifests/${version}`),
    headers: { 'content-type': mediaType },
    body: { size: bytes.length, read: () => toStream(bytes) },
    idleLimit: checkLimit,
    statuses: [201],
    what: `take the manifest ${version}`,
  });
  answer.body.resume();
  const said = getSaidDigest(answer);
  if (said !== undefined && said !== digest)
    throw strange(client.registry, `made ${said} of the manifest ${digest}`);
}

function getSaidDigest({ headers }: Answer): string | undefined {
  const said = headers['docker-content-digest'];
  return typeof said === 'string' ? said : undefined;
}

export async function* toStream(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
