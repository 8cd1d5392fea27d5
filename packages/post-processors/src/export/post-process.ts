import { isAbsolute, relative, resolve } from 'node:path';
import { Failure } from '@strata/diagnostics';
import {
  type Artifact,
  type ExportImage,
  fillPlaceholders,
  type ImageFormat,
  type PostProcessContext,
  type PostProcessor,
} from '@strata/sdk';
import { problem } from '../codes';
import { readDisk, readForm, readFormats } from './read-options';
import { removeFiles } from './remove-files';
import type { ExportOptions, exportSchema } from './schema';

export function createExport(exportImage: ExportImage): PostProcessor<typeof exportSchema> {
  return {
    async postProcess(context, artifact, options) {
      const { baseDirectory, buildName, reporter } = context;
      const outputs = readFormats(options).map((format) => getOutput(context, options, format));
      refuseOwnFiles(context, artifact, outputs);
      const request = {
        artifact,
        name: buildName,
        disk: readDisk(options),
        form: readForm(options, baseDirectory),
      };
      const files: string[] = [];
      for (const { format, name, path } of outputs) {
        reporter.say(`Exporting ${buildName} as ${format} to ${name}`);
        const written = await exportImage(context, { ...request, format, output: path });
        files.push(...written.files.map((file) => nameFile(file, { name, path })));
        reporter.say(`${name}: ${written.summary}`);
      }
      return { artifact: makeArtifact(artifact, { outputs, files, context }), input: 'keep' };
    },
  };
}

interface Output {
  readonly format: ImageFormat;
  /** As the template has it. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
}

function getOutput(
  { baseDirectory, buildName, builderType }: PostProcessContext,
  { output }: ExportOptions,
  format: ImageFormat,
): Output {
  const name = fillPlaceholders(output, { BuildName: buildName, BuilderType: builderType, Format: format });
  return { format, name, path: resolve(baseDirectory, name) };
}

/** What is exported is read after the first format was written. */
function refuseOwnFiles(
  { baseDirectory }: PostProcessContext,
  { files }: Artifact,
  outputs: readonly Output[],
): void {
  const own = new Set(files.map((file) => resolve(baseDirectory, file)));
  const problems = outputs
    .filter(({ path }) => own.has(path))
    .map(({ name }) =>
      problem('PPR083', {
        detail: `${name} is a file of the artifact, which the export would write over.`,
        hint: 'Choose another output.',
      }),
    );
  if (problems.length > 0) throw new Failure(problems);
}

/** Files are told as the template names them: relative when it is. */
function nameFile(file: string, { name, path }: Pick<Output, 'name' | 'path'>): string {
  const inside = relative(path, file);
  return inside === '' || isAbsolute(inside) ? name : `${name}/${inside}`;
}

interface Made {
  readonly outputs: readonly Output[];
  readonly files: readonly string[];
  readonly context: PostProcessContext;
}

/** An image stays one, for those who look into it or ask for its layers. */
function makeArtifact({ id, image }: Artifact, { outputs, files, context }: Made): Artifact {
  return {
    builderId: 'strata.post-processor.export',
    id,
    files,
    description: `Exported: ${outputs.map(({ name }) => name).join(', ')}`,
    ...(image && { image }),
    remove: () => removeFiles(context, { files, outputs: outputs.map(({ path }) => path) }),
  };
}
