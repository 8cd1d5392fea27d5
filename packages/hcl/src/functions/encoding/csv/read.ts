/** Why a text is no CSV. */
export class CsvProblem extends Error {
  constructor(line: number, reason: string) {
    super(`CSV parse error on line ${line}: ${reason}`);
  }
}

export interface CsvRecord {
  readonly fields: readonly string[];
  /** Where it starts, from 1. */
  readonly line: number;
}

/** More are a mistake: a text of commas alone, say. */
const mostColumns = 10_000;

interface Reader {
  readonly text: string;
  at: number;
  line: number;
}

/**
 * Reads records by RFC 4180 as Go's encoding/csv does: empty lines do not count, `\r\n` is a line break also inside of
 * quotes, and a quote stands at the borders of a field or twice.
 */
export function* readCsv(text: string): Generator<CsvRecord> {
  const reader: Reader = { text: text.replace(/\r\n/g, '\n').replace(/\r$/, ''), at: 0, line: 1 };
  while (reader.at < reader.text.length) {
    if (reader.text[reader.at] === '\n') {
      reader.at++;
      reader.line++;
    } else yield readRecord(reader);
  }
}

function readRecord(reader: Reader): CsvRecord {
  const { line } = reader;
  const fields: string[] = [];
  do {
    if (fields.length === mostColumns) throw new CsvProblem(line, `more than ${mostColumns} fields`);
    fields.push(readField(reader));
  } while (take(reader, ','));
  if (take(reader, '\n')) reader.line++;
  return { fields, line };
}

function take(reader: Reader, character: string): boolean {
  const there = reader.text[reader.at] === character;
  if (there) reader.at++;
  return there;
}

function readField(reader: Reader): string {
  if (take(reader, '"')) return readQuoted(reader);
  const start = reader.at;
  reader.at = endOfBare(reader);
  const field = reader.text.slice(start, reader.at);
  if (field.includes('"')) throw new CsvProblem(reader.line, 'bare " in non-quoted-field');
  return field;
}

function endOfBare({ text, at }: Reader): number {
  const end = /[,\n]/g;
  end.lastIndex = at;
  return end.exec(text)?.index ?? text.length;
}

function readQuoted(reader: Reader): string {
  const start = reader.at;
  const end = endOfQuoted(reader);
  const written = reader.text.slice(start, end < 0 ? undefined : end);
  reader.line += written.split('\n').length - 1;
  const next = reader.text[end + 1];
  if (end < 0 || (next !== undefined && next !== ',' && next !== '\n'))
    throw new CsvProblem(reader.line, misplaced);
  reader.at = end + 1;
  return written.replaceAll('""', '"');
}

/** The first quote that is not one of two; -1 when there is none. */
function endOfQuoted({ text, at }: Reader): number {
  let end = text.indexOf('"', at);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  return end;
}

const misplaced = 'extraneous or missing " in quoted-field';
