import { resolve } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { Artifact, PostProcessContext } from '@strata/sdk';
import { problem } from '../../codes';
import type { DiskFormat } from './schema';

/** The first file of an artifact that ends as its format says, absolute. @throws Failure AWS072 when there is none */
export function findDiskPath(
  { baseDirectory }: Pick<PostProcessContext, 'baseDirectory'>,
  { files }: Artifact,
  format: DiskFormat,
): string {
  const found = files.find((name) => name.toLowerCase().endsWith(`.${format}`));
  if (found !== undefined) return resolve(baseDirectory, found);
  const looked = files.length === 0 ? 'it has no files' : `its files are ${files.join(', ')}`;
  throw new Failure(
    problem('AWS072', {
      detail: `No file of the artifact ends in .${format}: ${looked}.`,
      hint: 'Say in format what the disk ends in, or put a post-processor export before this one that writes a raw disk.',
    }),
  );
}
