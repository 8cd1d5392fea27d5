import { type MatrixOutcome, type MatrixSubject, numberCalls } from './subject';
import type { Trouble } from './troubles';

/** What one trouble did to each call of a subject. */
export interface MatrixRow {
  readonly subject: string;
  readonly trouble: string;
  /** Calls that it befell, one run each. */
  readonly cases: number;
  readonly made: number;
  /** Failed, and told so by a diagnostic. */
  readonly told: number;
  /** Runs after which there was more or less than there should be. */
  readonly left: number;
  /** Everything that is not as it should be, a line each. */
  readonly wrong: readonly string[];
}

/** Runs a subject once without trouble, and once for each of its calls with it. */
export async function runTrouble(subject: MatrixSubject, trouble: Trouble): Promise<MatrixRow> {
  const { effect, fits = () => true, may = (told: string) => told === 'made', end = 'undo' } = trouble;
  const usual = await subject.run();
  const calls = numberCalls(usual.calls).filter(fits);
  const wrong: string[] = usual.told === 'made' ? [] : [`without trouble: ${usual.told}`];
  const counts = { made: 0, told: 0, left: 0 };
  for (const call of calls) {
    const { action, skip } = call;
    const outcome = await subject.run({ fault: { action, skip, ...effect(call) }, end });
    const isMade = outcome.told === 'made';
    const surplus = compare(isMade ? usual.left : [], outcome.left);
    const name = `${action} ${skip}`;
    const told = isMade ? outcome.undone : outcome.told;
    if (!may(told, call)) wrong.push(`${name}: ${told}`);
    if (surplus.length > 0) wrong.push(`${name}, ${outcome.told}: ${surplus.join(', ')}`);
    if (isMade) counts.made += 1;
    else if (isCode(outcome)) counts.told += 1;
    if (surplus.length > 0) counts.left += 1;
  }
  return { subject: subject.name, trouble: trouble.name, cases: calls.length, ...counts, wrong };
}

const isCode = ({ told }: MatrixOutcome) => /^[A-Z]{3}\d{3}$/.test(told);

/** What is there and should not be, and the other way round. */
function compare(expected: readonly string[], found: readonly string[]): readonly string[] {
  const missing = [...expected];
  const surplus = found.filter((kind) => {
    const at = missing.indexOf(kind);
    if (at >= 0) missing.splice(at, 1);
    return at < 0;
  });
  return [...surplus.map((kind) => `+ ${kind}`), ...missing.map((kind) => `- ${kind}`)];
}

const HEADINGS = ['subject', 'trouble', 'cases', 'made', 'told', 'left over', 'wrong'];

/** The rows as a table of Markdown, with their sums. */
export function formatRows(rows: readonly MatrixRow[]): string {
  const sum = (get: (row: MatrixRow) => number) => rows.reduce((all, row) => all + get(row), 0);
  const cells = rows.map((row) => [
    ...[row.subject, row.trouble, row.cases, row.made, row.told, row.left, row.wrong.length],
  ]);
  const sums = [
    sum(({ cases }) => cases),
    sum(({ made }) => made),
    sum(({ told }) => told),
    sum(({ left }) => left),
    sum(({ wrong }) => wrong.length),
  ];
  const lines = [HEADINGS, HEADINGS.map(() => '---'), ...cells, ['all', '', ...sums]];
  return lines.map((line) => `| ${line.join(' | ')} |\n`).join('');
}
