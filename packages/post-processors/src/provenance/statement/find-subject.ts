import { createHash } from 'node:crypto';
import { basename, isAbsolute, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Failure } from '@strata/diagnostics';
import type { Artifact, PartContext } from '@strata/sdk';
import { problem } from '../../codes';
import { getHex } from './make-statement';
import type { Resource } from './types';

type Place = Pick<PartContext, 'ports' | 'baseDirectory'>;

/** The layers of an artifact, by the digests of what they hold, and each of its files by that of its bytes. */
export async function findSubject(place: Place, artifact: Artifact): Promise<readonly Resource[]> {
  const files: Resource[] = [];
  for (const file of artifact.files) files.push(await describeFile(place, file));
  const layers = (artifact.image?.layers ?? []).map(({ diffId }, at) => ({
    name: getLayerName(at),
    digest: { sha256: getHex(diffId) },
  }));
  if (files.length + layers.length > 0) return [...files, ...layers];
  throw new Failure(
    problem('PPR060', {
      detail: `${artifact.description || artifact.builderId} has neither layers nor files here, so there is nothing that could be told apart by a digest.`,
      hint: 'Put provenance where the artifact is an image of layers or files.',
    }),
  );
}

/** @param at 0 is the base */
export function getLayerName(at: number): string {
  return `layer ${at + 1}`;
}

/** Names of files are those of the template; where they lie on this machine is nobody's business. */
async function describeFile(place: Place, file: string): Promise<Resource> {
  const name = isAbsolute(file) ? basename(file) : file;
  const path = resolve(place.baseDirectory, file);
  const found = await place.ports.files.stat(path);
  // The index of an OCI layout names everything in it by its digest.
  if (found?.kind === 'directory')
    return { name: join(name, layoutIndex), digest: await hash(place, join(path, layoutIndex)) };
  return { name, digest: await hash(place, path) };
}

const layoutIndex = 'index.json';

async function hash({ ports }: Place, path: string): Promise<Resource['digest']> {
  const sum = createHash('sha256');
  try {
    await pipeline(ports.files.stream(path), sum);
  } catch (error) {
    throw new Failure(
      problem('PPR061', {
        detail: `${path} belongs to the artifact and cannot be read: ${(error as Error).message}.`,
        hint: 'Build it again. Folders are understood when they are OCI layouts.',
      }),
    );
  }
  return { sha256: sum.digest('hex') };
}
