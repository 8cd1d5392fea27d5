import { formatHcl } from '@strata/hcl';
import type { Case } from '../case';
import { countBytes, measure, throughput } from '../measure';
import { noCorpus, readCorpus } from '../shared-corpus';

const ROUNDS = { warm: 5, runs: 15 };

/** The formatter over the same files. */
export const formatting: Case = {
  name: 'formatting',
  title: 'format the templates of the corpus, warm',
  run: async () => {
    const files = readCorpus();
    if (!files) return [noCorpus];
    const texts = [...files.values()];
    const times = await measure(ROUNDS, () => {
      for (const text of texts) formatHcl(text, 'corpus');
    });
    return [{ name: 'formatHcl', values: throughput(countBytes(texts), times), unit: 'MB/s' }];
  },
};
