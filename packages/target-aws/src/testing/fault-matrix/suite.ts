import { formatRows, type MatrixRow, runTrouble } from './matrix';
import type { MatrixSubject } from './subject';
import { type Trouble, troubles } from './troubles';

const PATIENCE = 600_000;

/** Tests that try every call of some subjects with every trouble, and print what became of them. */
export function matrixSuite(
  subjects: readonly MatrixSubject[],
  befalling: readonly Trouble[] = troubles,
): void {
  const rows: MatrixRow[] = [];
  afterAll(() => void process.stdout.write(`\n${formatRows(rows)}\n`));

  describe.each(subjects.map((subject) => [subject.name, subject] as const))('%s', (_, subject) => {
    it.each(befalling.map((trouble) => [trouble.name, trouble] as const))(
      'is there once, or nothing of it is left and it is told why, when any call is %s',
      async (_name, trouble) => {
        const row = await runTrouble(subject, trouble);
        rows.push(row);
        expect(row.cases).toBeGreaterThan(0);
        expect(row.wrong).toEqual([]);
      },
      PATIENCE,
    );
  });
}
