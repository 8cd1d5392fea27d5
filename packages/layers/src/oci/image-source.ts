import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import type { Descriptor } from './json';

type Bytes = AsyncIterable<Uint8Array>;

/** Where the parts of an image come from: a folder, an archive, a registry. */
export interface ImageSource {
  /** What people know it by. */
  readonly label: string;
  /** What to begin with: an index or a manifest. */
  readTop(): Promise<readonly Descriptor[]>;
  /** A part's bytes. They may be wrong: the reader compares them with their digest. */
  readBlob(descriptor: Descriptor): Promise<Bytes>;
}

/** Lets bytes pass and fails at their end when they are others than promised: until then nothing of them may be kept. */
export async function* checkDigest(bytes: Bytes, digest: string, label: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const piece of bytes) {
    hash.update(piece);
    yield piece;
  }
  const actual = `sha256:${hash.digest('hex')}`;
  if (actual !== digest) throw wrongDigest(label, digest, actual);
}

/** No honest manifest or config is larger; registries refuse manifests of more than 4 MiB. */
const documentLimit = 16 * 2 ** 20;

/** A JSON document of an image. */
export async function readDocument(source: ImageSource, descriptor: Descriptor): Promise<unknown> {
  if (!(descriptor.size <= documentLimit))
    throw notImage(source.label, `${descriptor.digest} claims to have ${descriptor.size} bytes`);
  const bytes = await source.readBlob(descriptor);
  const text = (await buffer(checkDigest(bytes, descriptor.digest, source.label))).toString();
  return parseDocument(text, source.label, descriptor.digest);
}

export function parseDocument(text: string, label: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notImage(label, `${name} is not JSON`);
  }
}

/** Descriptors of a list, or undefined when it is none. */
export function parseDescriptors(value: unknown): readonly Descriptor[] | undefined {
  return Array.isArray(value) && value.every(isDescriptor) ? value : undefined;
}

export function isDescriptor(value: unknown): value is Descriptor {
  const { mediaType, digest, size } = Object(value);
  return typeof mediaType === 'string' && /^sha256:[0-9a-f]{64}$/.test(digest) && Number.isSafeInteger(size);
}

export function notImage(label: string, reason: string): Failure {
  return new Failure(
    problem('LAY030', {
      detail: `${label} is not a container image that can be read: ${reason}.`,
      hint: 'Give an OCI layout (folder or tar), a docker-archive, or the reference of an image in a registry.',
    }),
  );
}

export function wrongDigest(label: string, expected: string, actual: string): Failure {
  return new Failure(
    problem('LAY033', {
      detail: `A part of ${label} should have the digest ${expected} but has ${actual}. Nothing of it was kept.`,
      hint: 'Fetch the image again; if it stays wrong, do not trust where it comes from.',
    }),
  );
}
