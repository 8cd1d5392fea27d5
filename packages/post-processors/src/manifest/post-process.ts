import { resolve } from 'node:path';
import type { PostProcessor } from '@strata/sdk';
import { getEntry } from './entry';
import { addBuild } from './manifest-file';
import { manifestSchema } from './schema';

export const manifest: PostProcessor<typeof manifestSchema> = {
  async postProcess(context, artifact, options) {
    const entry = await getEntry(context, artifact, options);
    // As in Packer, an empty name is none.
    const output = options.output || manifestSchema.options.output.default;
    await addBuild(context, resolve(context.baseDirectory, output), entry);
    // Whatever keep_input_artifact says: the file would list what is gone.
    return { artifact, input: 'must-keep' };
  },
};
