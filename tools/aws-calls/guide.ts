import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const GUIDE = resolve(__dirname, '../../docs/guides/amazon-builders.md');
/** The section, what is said before its table, and the table: its lines begin with a bar. */
const TABLE = /(?<=\n## Call by call\n(?:[^|#][^\n]*\n|\n)*)(?:\|[^\n]*\n)+/u;

/** The table that users read. @throws Error when the guide has none */
export function readGuideTable(): string {
  const [table] = TABLE.exec(readFileSync(GUIDE, 'utf8')) ?? [];
  if (table === undefined) throw new Error(`${GUIDE} has no table below "Call by call".`);
  return table.trimEnd();
}

/** Puts another table in its place. */
export function writeGuideTable(table: string): void {
  const text = readFileSync(GUIDE, 'utf8');
  writeFileSync(
    GUIDE,
    text.replace(TABLE, () => `${table}\n`),
  );
}
