import { quote } from '../../text/quote';
import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { textOf } from '../access';
import { define, parameter } from '../define';
import { failArgument } from '../failure';
import { CsvProblem, type CsvRecord, readCsv } from './csv/read';

/** What the values may weigh together is limited everywhere; this keeps the table itself from filling the memory. */
const mostFields = 2_000_000;

export const csvdecode = define({
  description: 'The records of a CSV text as objects; the first line has the names of their attributes.',
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
  const rows: Value[] = [];
  for (const { fields, line } of records) {
    if (fields.length !== names.length) throw new CsvProblem(line, 'wrong number of fields');
    if (rows.length * names.length > mostFields) failArgument(0, `more than ${mostFields} fields`);
    rows.push(Value.object(new Map(names.map((name, i) => [name, Value.string(fields[i] as string)]))));
  }
  return Value.list(Type.object(new Map(names.map((name) => [name, Type.string]))), rows);
}

function validateNames(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) failArgument(0, `duplicate column name ${quote(name)}`);
    seen.add(name);
  }
}
