import { median } from '../../bench/measure';
import { measureAlone } from '../alone';
import type { Case, Figure } from '../case';
import { OURS, parserNames } from '../parsers';

const BYTES = 50_000;

/** Times faster than either. */
const GOAL = 50;

/** One large template. */
export const fiftyKilobytes: Case = {
  name: 'fifty-kilobytes',
  title: 'parse a template of 50 KB, warm',
  run: async () => {
    const own = measureAlone(OURS, { bytes: BYTES });
    const others = parserNames.filter((name) => name !== OURS);
    return [
      { name: OURS, values: own, unit: 'ms' },
      ...others.map((name): Figure => {
        const values = measureAlone(name, { bytes: BYTES });
        const ratio = median(values) / median(own);
        const goal = { text: `ours is ${ratio.toFixed(0)} times faster; goal ${GOAL}`, met: ratio >= GOAL };
        return { name, values, unit: 'ms', goal };
      }),
    ];
  },
};
