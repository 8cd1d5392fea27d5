import { matchFiles, type PostProcessor } from '@strata/sdk';
import type { artificeSchema } from './schema';

export const artifice: PostProcessor<typeof artificeSchema> = {
  async postProcess(context, _artifact, { files: patterns }) {
    const matches = await Promise.all(
      patterns.map(async (pattern) => (await matchFiles(context, pattern)) ?? []),
    );
    for (const [index, found] of matches.entries())
      if (found.length === 0) context.reporter.warn(`No file fits "${patterns[index]}".`);
    const files = matches.flat();
    return {
      artifact: {
        builderId: 'packer.post-processor.artifice',
        id: files.join(','),
        files,
        description: `Created artifact from files: ${files.join(', ')}`,
      },
      input: 'keep',
    };
  },
};
