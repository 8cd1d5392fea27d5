import { killRow } from './kill-matrix';
import { rows } from './rows';

/** Of each kind of build so many of its events, spread over all of them: the whole matrix takes minutes. */
const SAMPLES: Readonly<Record<string, number>> = { null: 2, file: 1, docker: 1, qemu: 1 };

const choose = (samples: number) => (event: number, kinds: readonly string[]) =>
  Array.from({ length: samples }, (_, index) => Math.ceil(((index + 0.5) / samples) * kinds.length)).includes(
    event,
  );

/** Booting for each kill takes longer than the slow tests may. */
const sampled = rows.filter(({ every }) => every === undefined);

describe('a build that is ended by a signal at one of its events', () => {
  it.each(sampled.map((row) => [row.name, row] as const))(
    '%s: leaves nothing that a sweep does not remove',
    async (name, row) => {
      const { kills } = await killRow(row, choose(SAMPLES[name] ?? 1));
      expect(kills.size).toBe(SAMPLES[name] ?? 1);
      const left = [...kills].flatMap(([event, results]) =>
        [...results].flatMap(([signal, killed]) =>
          killed.left.map((text) => `${signal} at ${event}: ${text}`),
        ),
      );
      expect(left).toEqual([]);
    },
    120_000,
  );
});
