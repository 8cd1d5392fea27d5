import type { StartActivity } from '@strata/sdk';
import { forEachAtOnce } from '../../downloads/at-once';
import { formatReference } from '../reference';
import type { ImageParts, Part } from './image-parts';
import { findManifestDigest, putManifest } from './manifests';
import { createMeter } from './meter';
import { createRegistryClient, type Place, type PushContext, type RegistryClient } from './registry-client';
import { mountPart } from './session';
import { hasPart, uploadPart } from './upload';

export interface PushRequest extends Place {
  readonly tags: readonly string[];
  readonly parts: ImageParts;
  /** Other repositories of the registry that may have layers of the image, such as that of its parent. */
  readonly siblings?: readonly string[];
}

/** A tag, and what it stands for before the push. */
export interface TagState {
  readonly name: string;
  /** Digest of a manifest; undefined when there is no such tag yet. */
  readonly before: string | undefined;
}

/** What a registry lacks of an image. */
export interface Push {
  /** The image by its digest: what was pushed for ever is this. */
  readonly reference: string;
  readonly digest: string;
  /** Parts to send. */
  readonly uploads: readonly Part[];
  /** Parts that the registry has in another repository, from which it is asked to take them. */
  readonly mounts: readonly Mount[];
  /** Tags that do not stand for the image yet. */
  readonly tags: readonly TagState[];
  /** Sends what is missing. The image can be had by its digest then. */
  send(startActivity?: StartActivity): Promise<void>;
  /** Has the tags stand for the image, one after the other. @param note told of each before it is set */
  setTags(note?: (tag: TagState) => Promise<void>): Promise<void>;
}

export interface Mount {
  readonly part: Part;
  readonly from: string;
}

/** Uploads at a time, as of Docker. */
const uploadsAtOnce = 5;

/** Compares an image with what a registry has. Changes nothing there. */
export async function preparePush(request: PushRequest, context: PushContext): Promise<Push> {
  const { parts, registry, repository, siblings = [] } = request;
  const { manifest } = parts;
  const others = siblings.filter((name) => name !== repository);
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const client = createRegistryClient(request, { ...context, signal }, { readFrom: others });
  const tags: TagState[] = [];
  for (const name of request.tags) {
    const before = await findManifestDigest(client, name);
    if (before !== manifest.digest) tags.push({ name, before });
  }
  // Where a manifest is, everything that it names is.
  const isThere = tags.length === 0 || (await findManifestDigest(client, manifest.digest)) !== undefined;
  const missing = isThere ? [] : await findMissing(client, parts.parts, others);
  const mounts = missing.filter((each): each is Mount => 'from' in each);
  const uploads = missing.filter((each): each is Part => 'read' in each);
  return {
    reference: formatReference({ registry, repository, version: manifest.digest }),
    ...{ digest: manifest.digest, uploads, mounts, tags },
    send: async (startActivity) => {
      if (isThere) return;
      await sendParts(client, { uploads, mounts, stop }, startActivity);
      await putManifest(client, manifest.digest, manifest);
    },
    setTags: async (note) => {
      for (const tag of tags) {
        await note?.(tag);
        await putManifest(client, tag.name, manifest);
      }
    },
  };
}

async function findMissing(
  client: RegistryClient,
  parts: readonly Part[],
  siblings: readonly string[],
): Promise<readonly (Part | Mount)[]> {
  const found = new Map<Part, Part | Mount>();
  await forEachAtOnce(parts, async (part) => {
    if (await hasPart(client, part.digest)) return;
    const from = await findSibling(client, part, siblings);
    found.set(part, from === undefined ? part : { part, from });
  });
  return parts.flatMap((part) => found.get(part) ?? []);
}

async function findSibling(
  client: RegistryClient,
  { digest }: Part,
  siblings: readonly string[],
): Promise<string | undefined> {
  for (const name of siblings) if (await hasPart(client, digest, name)) return name;
  return undefined;
}

interface Missing {
  readonly uploads: readonly Part[];
  readonly mounts: readonly Mount[];
  /** Ends what is under way when one of it has failed: nobody waits for bytes that lead nowhere. */
  readonly stop: AbortController;
}

async function sendParts(
  client: RegistryClient,
  { uploads, mounts, stop }: Missing,
  startActivity: StartActivity | undefined,
): Promise<void> {
  const total = uploads.reduce((sum, { size }) => sum + size, 0);
  const label = `sending to ${client.registry}/${client.repository}`;
  using activity = startActivity?.({ label, unit: 'bytes', total });
  const work = [
    ...mounts.map(({ part, from }) => async () => {
      const begun = await mountPart(client, part, from);
      if (begun) await uploadPart({ client, part, meter: createMeter(undefined) }, begun);
    }),
    ...uploads.map((part) => () => uploadPart({ client, part, meter: createMeter(activity) })),
  ];
  const failures: unknown[] = [];
  const attempt = async (run: () => Promise<void>) => {
    try {
      await run();
    } catch (error) {
      failures.push(error);
      stop.abort();
      throw error;
    }
  };
  await forEachAtOnce(work, attempt, uploadsAtOnce).catch(() => {
    // The others only tell that they were stopped.
    throw failures[0];
  });
}
