import type { Weighed } from './digest';
import type { Form } from './forms';

/** What is known of an image in one form. */
export interface Row extends Weighed {
  readonly image: string;
  readonly form: Form;
  /** Where disks of the images before may be kept. */
  readonly seconds: number;
  /** Of the second time, for which no disk was kept, where nothing else went on. */
  readonly anewSeconds: number | undefined;
  /** What the second time gave. */
  readonly again: string;
  /** What is wrong with it when it is read back. */
  readonly problems: readonly string[];
}

const MIB = 2 ** 20;
const heads = ['image', 'format', 'MiB', 'stored', 'seconds', 'anew', 'sha256', 'twice', 'read back'];
const firstNumber = 2;
const lastNumber = 5;
/** Enough of a digest for people. */
const shown = 16;

export const isRight = ({ sha256, again, problems }: Row): boolean =>
  sha256 === again && problems.length === 0;

/** One line for each row, and each problem in full below. */
export function formatTable(rows: readonly Row[]): string {
  const cells = [heads, ...rows.map(getCells)];
  const widths = heads.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        const isNumber = column >= firstNumber && column <= lastNumber;
        return isNumber ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
  return [...lines, ...rows.flatMap(listProblems)].join('\n');
}

function getCells({ image, form, seconds, anewSeconds, sha256, again, ...row }: Row): readonly string[] {
  const { bytes, stored, problems } = row;
  return [
    ...[image, form.name, (bytes / MIB).toFixed(1), (stored / MIB).toFixed(1)],
    ...[seconds.toFixed(2), anewSeconds?.toFixed(2) ?? '', sha256.slice(0, shown)],
    ...[sha256 === again ? 'equal' : 'DIFFERS', problems.length === 0 ? 'equal' : 'WRONG'],
  ];
}

function listProblems({ image, form, sha256, again, problems }: Row): readonly string[] {
  const differs = sha256 === again ? [] : [`is ${again} the second time, and was ${sha256}`];
  return [...differs, ...problems].map((text) => `${image} as ${form.name}: ${text}`);
}
