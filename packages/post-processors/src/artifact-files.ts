import { resolve } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { Artifact, PartContext } from '@strata/sdk';
import { problem } from './codes';

/** A file of an artifact. */
export interface ArtifactFile {
  /** As the artifact has it: what manifests and messages show. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
}

/** Looks at all files of an artifact; one `Failure` names all that are missing or no files. */
export async function findArtifactFiles(
  { ports, baseDirectory }: PartContext,
  { files }: Artifact,
): Promise<readonly ArtifactFile[]> {
  const looked = await Promise.all(
    files.map(async (name) => {
      const path = resolve(baseDirectory, name);
      return { name, path, stat: await ports.files.stat(path) };
    }),
  );
  const found = looked.flatMap(({ name, path, stat }) =>
    stat?.kind === 'file' ? [{ name, path, size: stat.size, mode: stat.mode }] : [],
  );
  const wrong = looked.filter(({ stat }) => stat?.kind !== 'file');
  if (wrong.length === 0) return found;
  throw new Failure(
    wrong.map(({ name, stat }) =>
      problem('PPR002', {
        detail: `${name} belongs to the artifact, but ${stat ? `is a ${stat.kind}` : 'is not there'}.`,
      }),
    ),
  );
}
