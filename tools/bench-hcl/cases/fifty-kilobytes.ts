import { median, takeTurns } from '../../bench/measure';
import type { Case, Figure } from '../case';
import { average, measure } from '../measure';
import { getParsers, type Parser } from '../parsers';
import { makeTemplate } from '../templates';

const BYTES = 50_000;
const ROUNDS = 5;

/** Ours is timed over several parses, because one is over before a clock tells much. */
const OURS = { warm: 50, runs: 20 };
const THEIRS = { warm: 0, runs: 1 };

/** Times faster than either. */
const GOAL = 50;

/** One large template. */
export const fiftyKilobytes: Case = {
  name: 'fifty-kilobytes',
  title: 'parse a template of 50 KB, warm',
  run: async () => {
    const text = makeTemplate(BYTES);
    const { ours, others } = getParsers();
    const work = (parser: Parser, rounds: typeof OURS) => async () =>
      average(await measure(rounds, () => parser.parse(text)));
    for (const other of others) await other.parse(text);
    const times = await takeTurns(ROUNDS, {
      [ours.name]: work(ours, OURS),
      ...Object.fromEntries(others.map((other) => [other.name, work(other, THEIRS)])),
    });
    const own = times[ours.name] ?? [];
    return Object.entries(times).map(([name, values]): Figure => {
      if (name === ours.name) return { name, values, unit: 'ms' };
      const ratio = median(values) / median(own);
      const goal = { text: `ours is ${ratio.toFixed(0)} times faster; goal ${GOAL}`, met: ratio >= GOAL };
      return { name, values, unit: 'ms', goal };
    });
  },
};
