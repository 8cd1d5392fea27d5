import { parseHcl } from '@strata/hcl';
import { median } from '../../bench/measure';
import type { Case, Figure } from '../case';
import { countBytes, measure, throughput } from '../measure';
import { getParsers, type Parser } from '../parsers';
import { noCorpus, readCorpus } from '../shared-corpus';

const OURS = { warm: 5, runs: 15 };

/** One pass of the others takes half a minute, and is warm after its first files. */
const THEIRS = { warm: 0, runs: 1 };

/** MB/s. */
const GOAL = 40;

/** Every valid file of the corpus, one after the other. */
export const corpus: Case = {
  name: 'corpus',
  title: 'parse all valid templates of the corpus, warm',
  run: async () => {
    const files = readCorpus();
    if (!files) return [noCorpus];
    const texts = [...files.values()].filter((text) => parseHcl(text, 'corpus').diagnostics.length === 0);
    const { ours, others } = getParsers();
    const values = await measurePasses(ours, texts, OURS);
    const goal = {
      text: `${texts.length} files, ${countBytes(texts)} bytes; goal more than ${GOAL} MB/s`,
      met: median(values) > GOAL,
    };
    const figures: Figure[] = [{ name: ours.name, values, unit: 'MB/s', goal }];
    for (const other of others) {
      figures.push({ name: other.name, values: await measurePasses(other, texts, THEIRS), unit: 'MB/s' });
    }
    return figures;
  },
};

async function measurePasses(
  parser: Parser,
  texts: readonly string[],
  rounds: { readonly warm: number; readonly runs: number },
): Promise<readonly number[]> {
  const times = await measure(rounds, async () => {
    for (const text of texts) await parser.parse(text);
  });
  return throughput(countBytes(texts), times);
}
