import { basename, resolve } from 'node:path';
import {
  type Artifact,
  fillPlaceholders,
  getErrorCode,
  type PostProcessContext,
  type PostProcessor,
} from '@strata/sdk';
import { findArtifactFiles } from '../artifact-files';
import { hashFile } from './hash-file';
import type { ChecksumOptions, checksumSchema } from './schema';

export const checksum: PostProcessor<typeof checksumSchema> = {
  async postProcess(context, artifact, options) {
    const outputs = await writeChecksums(context, artifact, options);
    const files = [...artifact.files, ...outputs];
    return {
      artifact: {
        builderId: 'packer.post-processor.checksum',
        // As in Packer, so that a manifest behind it has no artifact_id.
        id: '',
        files,
        description: `Created artifact from files: ${files.join(', ')}`,
        ...(artifact.image && { image: artifact.image }),
      },
      input: 'must-keep',
    };
  },
};

/** Gives the names of the files that were written, in the order of the types. */
async function writeChecksums(
  context: PostProcessContext,
  artifact: Artifact,
  { checksum_types: types, output }: ChecksumOptions,
): Promise<readonly string[]> {
  const files = await findArtifactFiles(context, artifact);
  if (files.length === 0) return [];
  const lines = types.map((): string[] => []);
  for (const file of files) {
    const sums = await hashFile(context, file, types);
    for (const [index, sum] of sums.entries()) lines[index]?.push(`${sum}\t${basename(file.name)}\n`);
  }
  const outputs: string[] = [];
  for (const [index, type] of types.entries()) {
    const { buildName, builderType } = context;
    const values = { BuildName: buildName, BuilderType: builderType, ChecksumType: type };
    const name = fillPlaceholders(output, values);
    await addLines(context, name, lines[index] ?? []);
    outputs.push(name);
  }
  return outputs;
}

/** Other builds may want to write the same file at the same time. */
async function addLines(
  { ports, baseDirectory, signal }: PostProcessContext,
  name: string,
  lines: readonly string[],
): Promise<void> {
  const path = resolve(baseDirectory, name);
  await using _ = await ports.files.hold(path, signal);
  const before = await ports.files.readText(path).catch((error: unknown) => {
    if (getErrorCode(error) === 'ENOENT') return '';
    throw error;
  });
  await ports.files.write(path, before + lines.join(''));
}
