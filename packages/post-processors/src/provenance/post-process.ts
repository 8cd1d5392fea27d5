import { resolve } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { fillPlaceholders, type PostProcessor } from '@strata/sdk';
import { problem } from '../codes';
import type { provenanceSchema } from './schema';
import { writeProvenance } from './write';

export const provenance: PostProcessor<typeof provenanceSchema> = {
  async postProcess(context, artifact, options) {
    const { baseDirectory, buildName, builderType, origin, ports, reporter, runId } = context;
    if (origin === undefined)
      throw new Failure(problem('PPR064', { detail: 'Nobody said here what the build was made from.' }));
    const output = fillPlaceholders(options.output, { BuildName: buildName, BuilderType: builderType });
    const { text, signedBy } = await writeProvenance(context, {
      origin,
      artifact,
      builderId: options.builder_id,
      key: options.key_file && { file: options.key_file, passphraseVariable: options.key_passphrase_env },
      ...(options.record_run && { run: { id: runId, finished: ports.clock.now() } }),
    });
    await ports.files.write(resolve(baseDirectory, output), text);
    reporter.say(`${output}: ${signedBy === undefined ? 'unsigned' : `signed by the key ${signedBy}`}`);
    const files = [...new Set([...artifact.files, output])];
    return { artifact: { ...artifact, files }, input: 'must-keep' };
  },
};
