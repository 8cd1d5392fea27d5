import { resolve } from 'node:path';
import type { PostProcessor } from '@strata/sdk';
import { getEntry } from './entry';
import { addBuild } from './manifest-file';
import type { manifestSchema } from './schema';

export const manifest: PostProcessor<typeof manifestSchema> = {
  async postProcess(context, artifact, options) {
    const entry = await getEntry(context, artifact, options);
    await addBuild(context, resolve(context.baseDirectory, options.output), entry);
    // Whatever keep_input_artifact says: the file would list what is gone.
    return { artifact, input: 'must-keep' };
  },
};
