import { readRows } from './cells';
import { openPages } from './pages';
import { readRecord, type Value } from './record';

/**
 * All rows of a table, read from the bytes of a data base of SQLite: enough for rpm's, whose tables have no tricks.
 * Node has SQLite itself from version 22 on; until that is the oldest one, this stands in.
 *
 * @throws RangeError when the file is damaged, is no data base, or has no such table
 */
export function* readTable(file: Buffer, table: string): Generator<readonly Value[]> {
  const pages = openPages(file);
  if (pages === undefined) throw new RangeError('it is no data base of SQLite');
  const root = findRoot([...readRows(pages, 1)].map(readRecord), table);
  if (root === undefined) throw new RangeError(`it has no table ${table}`);
  for (const row of readRows(pages, root)) yield readRecord(row);
}

/** Columns of `sqlite_schema`: type, name, table, root page, statement. */
function findRoot(schema: readonly (readonly Value[])[], table: string): number | undefined {
  const row = schema.find(([type, name]) => type === 'table' && name === table);
  const root = row?.[3];
  return typeof root === 'number' ? root : undefined;
}
