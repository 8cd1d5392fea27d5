import { quote } from '../../text/quote';
import { Type } from '../../types/type';
import { compareText } from '../../values/order';
import { Value } from '../../values/value';
import { textOf } from '../access';
import { define, parameter } from '../define';
import { failArgument } from '../failure';
import { CsvProblem, type CsvRecord, readCsv } from './csv/read';

/** A larger table is no part of a template, and its objects would take a hundred times the memory of its text. */
const mostFields = 200_000;

export const csvdecode = define({
  description:
    'The records of a CSV text as objects; the first line has the names of their attributes. Up to 200,000 fields.',
  parameters: [parameter.string('str')],
  returns: Type.dynamic,
  call([str]) {
    try {
      return decoded(readCsv(textOf(str)));
    } catch (error) {
      if (error instanceof CsvProblem) return failArgument(0, error.message);
      throw error;
    }
  },
});

function decoded(records: Generator<CsvRecord>): Value {
  const header = records.next().value as CsvRecord | undefined;
  if (header === undefined) return failArgument(0, 'missing header line');
  const names = header.fields;
  validateNames(names);
  const type = Type.object(new Map(names.map((name) => [name, Type.string])));
  const columns = [...names.entries()].sort(([, a], [, b]) => compareText(a, b));
  const rows: Value[] = [];
  for (const { fields, line } of records) {
    if (fields.length !== names.length) throw new CsvProblem(line, 'wrong number of fields');
    if ((rows.length + 1) * names.length > mostFields)
      failArgument(0, `it has more than ${mostFields} fields`);
    // One type and one order of the keys for all: making each row on its own would take ten times as long.
    const entries = new Map(columns.map(([i, name]) => [name, Value.string(fields[i] as string)]));
    rows.push({ kind: 'object', type, entries });
  }
  return Value.list(type, rows);
}

function validateNames(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) failArgument(0, `duplicate column name ${quote(name)}`);
    seen.add(name);
  }
}
