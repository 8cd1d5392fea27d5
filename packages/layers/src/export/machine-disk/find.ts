import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { type Artifact, type ArtifactContext, getErrorCode } from '@strata/sdk';
import { problem } from '../../codes';
import { diskHeadSize, findDiskForm } from '../../contents/disk-forms';

/** A disk that starts a machine. */
export interface MachineDisk {
  /** Absolute. */
  readonly path: string;
  readonly form: 'raw' | 'qcow2';
}

/**
 * The disk that the machine of an artifact boots from: as its builder names it, or else the first file that is one.
 *
 * @throws Failure LAY124 when there is none
 */
export async function findMachineDisk(
  { baseDirectory, reporter }: Pick<ArtifactContext, 'baseDirectory' | 'reporter'>,
  { builderId, description, files, machine }: Artifact,
): Promise<MachineDisk> {
  const [first, ...others] = machine?.disks ?? [];
  if (others.length > 0)
    reporter.warn(`Only ${first} is exported: ${others.join(', ')} would need images of their own.`);
  const names = first === undefined ? files : [first];
  for (const path of names.map((name) => resolve(baseDirectory, name))) {
    const form = findDiskForm(await readHead(path));
    if (form === 'raw' || form === 'qcow2') return { path, form };
  }
  throw noDisk(description || builderId, names);
}

async function readHead(path: string): Promise<Buffer> {
  try {
    await using file = await open(path);
    const { bytesRead, buffer } = await file.read(Buffer.alloc(diskHeadSize), 0, diskHeadSize, 0);
    return buffer.subarray(0, bytesRead);
  } catch (cause) {
    if (getErrorCode(cause) === 'EISDIR') return Buffer.alloc(0);
    throw new Failure(
      problem('LAY124', {
        detail: `${path} belongs to the artifact and cannot be read: ${(cause as Error).message}.`,
        hint: 'Build it again.',
      }),
      { cause },
    );
  }
}

function noDisk(what: string, names: readonly string[]): Failure {
  const looked = names.length === 0 ? 'no files on this machine' : `no disk among ${names.join(', ')}`;
  return new Failure(
    problem('LAY124', {
      detail: `${what} has neither layers nor a disk: ${looked}. Disks that are exported are raw ones with a boot sector, and qcow2.`,
      hint: 'Put the post-processor where the artifact is an image of layers or the disk of a machine.',
    }),
  );
}
