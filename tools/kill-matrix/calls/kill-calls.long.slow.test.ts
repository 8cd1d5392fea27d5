import { callRows } from '../rows';
import { killCalls } from './kill-calls';

/** Of each row every so many-th kill: the whole matrix takes minutes. */
const EVERY = 12;
/** Of rows with changes alone, which are shorter. */
const EVERY_CHANGE = 6;

describe('work in a cloud that is killed at one of its calls', () => {
  it.each(callRows.map((row) => [row.name, row] as const))(
    '%s: leaves nothing that a sweep does not remove, which touches nothing else',
    async (_, row) => {
      const every = row.isChangesAlone ? EVERY_CHANGE : EVERY;
      const { cases } = await killCalls(row, (_point, index) => index % every === 3);
      expect(cases.length).toBeGreaterThan(1);
      expect(cases.map(({ end }) => end)).toEqual(cases.map(() => 'SIGKILL'));
      expect(
        cases.flatMap(({ call, left, touched }) => [...left, ...touched].map((text) => `${call}: ${text}`)),
      ).toEqual([]);
    },
    600_000,
  );
});
