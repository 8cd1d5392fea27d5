import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Failure } from '@strata/diagnostics';
import { fillPlaceholders, type PostProcessContext, type PostProcessor } from '@strata/sdk';
import { countBytes, createActivities } from '@strata/sdk/progress';
import { type ArtifactFile, findArtifactFiles } from '../artifact-files';
import { problem } from '../codes';
import { bgzf } from './bgzf';
import { type Format, getFormat } from './format';
import { gzip } from './gzip';
import { compressByProgram } from './program';
import type { compressSchema } from './schema';
import { seekableZstd } from './seekable';
import type { OpenFile } from './source';
import { createTar } from './tar';
import { createZip } from './zip';

export const compress: PostProcessor<typeof compressSchema> = {
  async postProcess(context, artifact, options) {
    const { buildName, builderType, reporter } = context;
    const output = fillPlaceholders(options.output, { BuildName: buildName, BuilderType: builderType });
    const files = await findArtifactFiles(context, artifact);
    const format = getFormat(output, options.format);
    const path = resolve(context.baseDirectory, output);
    validateFiles(files, { format, output, path });
    validateSeekable(format, { output, isSeekable: options.seekable });
    reporter.say(`Archiving ${files.map(({ name }) => name).join(', ')} into ${output}`);
    const level = getLevel(options.compression_level);
    await write(context, { files, format, path, level, isSeekable: options.seekable });
    reporter.say(`Archive ${output} completed`);
    const description = `compressed artifacts in: ${output}`;
    return {
      artifact: { builderId: 'packer.post-processor.compress', id: '', files: [output], description },
      input: 'discard',
    };
  },
};

function validateFiles(
  files: readonly ArtifactFile[],
  { format, output, path }: { readonly format: Format; readonly output: string; readonly path: string },
): void {
  if (files.some((file) => file.path === path)) {
    const detail = `${output} is a file of the artifact, which the archive would write over.`;
    throw new Failure(problem('PPR004', { detail, hint: 'Choose another output.' }));
  }
  if (format.archive || files.length === 1) return;
  const detail = `${output} is one compressed file, but the artifact has ${files.length}.`;
  throw new Failure(problem('PPR004', { detail, hint: 'Make it an archive, such as .tar.gz or .zip.' }));
}

function validateSeekable(
  { compression }: Format,
  { output, isSeekable }: { readonly output: string; readonly isSeekable: boolean },
): void {
  if (!isSeekable || compression === 'zstd') return;
  const detail = `seekable is set, but ${output} is not compressed by zstd.`;
  throw new Failure(
    problem('PPR004', { detail, hint: 'Let the output end in .zst, or leave seekable out.' }),
  );
}

/** As in Packer, none and "no compression" are both what the format holds best, and there is nothing above 9. */
function getLevel(given: number): number | undefined {
  const SMALLEST = 9;
  return given < 1 ? undefined : Math.min(Math.trunc(given), SMALLEST);
}

interface Archive {
  readonly files: readonly ArtifactFile[];
  readonly format: Format;
  /** Absolute. */
  readonly path: string;
  readonly level: number | undefined;
  readonly isSeekable: boolean;
}

/** Leaves a whole file or none. */
async function write(context: PostProcessContext, archive: Archive): Promise<void> {
  const { ports, reporter } = context;
  const total = archive.files.reduce((sum, { size }) => sum + size, 0);
  using activity = createActivities(reporter, ports.clock)({ label: 'compressing', unit: 'bytes', total });
  const open: OpenFile = ({ path }) =>
    countBytes(ports.files.stream(path) as AsyncIterable<Buffer>, activity);
  try {
    await compressTo(context, createBytes(archive, open), archive);
  } catch (error) {
    await ports.files.remove(archive.path);
    throw error;
  }
}

function createBytes({ files, format, level }: Archive, open: OpenFile): AsyncIterable<Buffer> {
  if (format.archive === 'zip') return createZip(files, open, level);
  return format.archive === 'tar' ? createTar(files, open) : open(files[0] as ArtifactFile);
}

async function compressTo(
  context: PostProcessContext,
  bytes: AsyncIterable<Buffer>,
  { format: { compression }, path, level, isSeekable }: Archive,
): Promise<void> {
  const { ports, signal } = context;
  // Makes the folders above it, also for a program that writes it.
  const sink = () => ports.files.sink(path);
  if (isSeekable) return pipeline(seekableZstd(context, bytes, level), sink(), { signal });
  switch (compression) {
    case undefined:
      return pipeline(bytes, sink(), { signal });
    case 'gzip':
      return pipeline(gzip(bytes, level), sink(), { signal });
    case 'bgzf':
      return pipeline(bgzf(bytes, level), sink(), { signal });
    default:
      await ports.files.write(path, '');
      return compressByProgram(context, bytes, { compression, level, path });
  }
}
