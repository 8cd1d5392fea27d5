import { median } from '../../bench/measure';
import { measureAlone } from '../alone';
import type { Case, Figure } from '../case';
import { countBytes, throughput } from '../measure';
import { OURS, parserNames } from '../parsers';
import { noCorpus, readValidTexts } from '../shared-corpus';

/** One pass of the others takes half a minute, and is warm after its first files. */
const PASSES = { ours: 15, theirs: 1 };

/** MB/s. */
const GOAL = 40;

/** Every valid file of the corpus, one after the other. */
export const corpus: Case = {
  name: 'corpus',
  title: 'parse all valid templates of the corpus, warm',
  run: async () => {
    const texts = readValidTexts();
    if (!texts) return [noCorpus];
    const bytes = countBytes(texts);
    return parserNames.map((name): Figure => {
      const passes = name === OURS ? PASSES.ours : PASSES.theirs;
      const values = throughput(bytes, measureAlone(name, { corpus: { passes } }));
      if (name !== OURS) return { name, values, unit: 'MB/s' };
      const text = `${texts.length} files, ${bytes} bytes; goal more than ${GOAL} MB/s`;
      return { name, values, unit: 'MB/s', goal: { text, met: median(values) > GOAL } };
    });
  },
};
