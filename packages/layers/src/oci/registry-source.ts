import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { Failure } from '@strata/diagnostics';
import type { StartActivity } from '@strata/sdk';
import { problem } from '../codes';
import { type Downloads, openDownloads } from '../downloads/downloads';
import { fetchReported } from '../downloads/report';
import type { Answer } from '../downloads/transport';
import { getHex } from '../store/layout';
import { type ImageSource, wrongDigest } from './image-source';
import { type Descriptor, mediaTypes } from './json';
import { formatReference, getRegistryUrl, type ImageReference } from './reference';
import { type RegistryLogin, withLogin } from './registry-login';

/** What talking to a registry uses. */
export interface RegistryContext {
  /** Parts of images are kept here by digest; downloads that broke off go on where they were. */
  readonly downloads: Downloads;
  readonly login?: RegistryLogin;
  readonly signal?: AbortSignal;
  /** @default nothing is reported */
  readonly startActivity?: StartActivity;
}

const accepted = [mediaTypes.index, mediaTypes.manifest, mediaTypes.dockerIndex, mediaTypes.dockerManifest];

/** An image of a registry. */
export function openRegistry(reference: ImageReference, context: RegistryContext): ImageSource {
  const { downloads, login, signal, startActivity } = context;
  const base = getRegistryUrl(reference);
  const transport = withLogin(downloads.transport, { host: base.host, login });
  const label = formatReference(reference);
  const parts = openDownloads(downloads.directory, transport);
  const known = new Map<string, Buffer>();

  const readManifest = async (version: string): Promise<Descriptor> => {
    const url = new URL(`manifests/${version}`, base);
    const headers = { accept: accepted.join(', ') };
    const answer = await transport(url, { headers, ...(signal && { signal }) }).catch((cause: unknown) => {
      signal?.throwIfAborted();
      throw notReachable(reference, cause);
    });
    if (answer.status !== 200) throw refused(reference, answer);
    const descriptor = await describeAnswer(answer, { label, version });
    known.set(descriptor.digest, descriptor.bytes);
    return descriptor;
  };

  return {
    label,
    readTop: async () => [await readManifest(reference.version)],
    readBlob: async (descriptor) => {
      const { digest, size, mediaType } = descriptor;
      if (accepted.some((type) => type === mediaType) && !known.has(digest)) await readManifest(digest);
      const bytes = known.get(digest);
      if (bytes !== undefined) return toStream(bytes);
      const urls = [new URL(`blobs/${digest}`, base)];
      const wanted = { sha256: getHex(digest), size, urls, label: `${label} (${digest})` };
      return createReadStream(await fetchReported({ downloads: parts, startActivity }, wanted, label));
    },
  };
}

/** What a reference stands for today, as one that always stands for the same. */
export async function resolveReference(reference: ImageReference, context: RegistryContext): Promise<string> {
  const [top] = await openRegistry(reference, context).readTop();
  return (top as Descriptor).digest;
}

async function describeAnswer(
  answer: Answer,
  asked: { readonly label: string; readonly version: string },
): Promise<Descriptor & { readonly bytes: Buffer }> {
  const bytes = await buffer(answer.body);
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const said = answer.headers['docker-content-digest'];
  const expected = [asked.version, said].filter(
    (text) => typeof text === 'string' && text.startsWith('sha256:'),
  );
  const other = expected.find((text) => text !== digest);
  if (other !== undefined) throw wrongDigest(asked.label, String(other), digest);
  const mediaType = answer.headers['content-type']?.split(';')[0] ?? mediaTypes.manifest;
  return { mediaType, digest, size: bytes.length, bytes };
}

async function* toStream(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

function refused(reference: ImageReference, answer: Answer): Failure {
  const { status } = answer;
  answer.body.resume();
  const label = formatReference(reference);
  if (status === 404) {
    return new Failure(
      problem('LAY036', {
        detail: `The registry ${reference.registry} has no image ${label}.`,
        hint: 'Check the name and the tag.',
      }),
    );
  }
  return new Failure(
    problem('LAY034', {
      detail: `The registry ${reference.registry} answered ${status} when asked for ${label}.`,
      hint:
        status === 401 || status === 403
          ? 'The image needs a login that may read it, or has another name.'
          : 'Try again later.',
    }),
  );
}

function notReachable(reference: ImageReference, cause: unknown): Failure {
  return new Failure(
    problem('LAY035', {
      detail: `The registry ${reference.registry} cannot be reached: ${(cause as Error).message}.`,
      hint: 'Check the name of the registry and the network; http_proxy and https_proxy are heeded.',
    }),
    { cause },
  );
}
