/** A data base file of SQLite, page by page. Source: SQLite, "Database File Format". */
export interface Pages {
  /** Bytes of a page that data may use. */
  readonly usable: number;
  /** Bytes of the whole file: nothing in it can be longer. */
  readonly size: number;
  /** A page by its number, which begins with 1. @throws RangeError for one that is not there */
  get(number: number): Buffer;
}

const magic = 'SQLite format 3\0';
const pageSizeAt = 16;
const reservedAt = 20;
/** The page size that does not fit its field is written as 1. */
const largestPage = 65_536;

/** Undefined for a file that is no data base of SQLite. */
export function openPages(file: Buffer): Pages | undefined {
  if (file.toString('latin1', 0, magic.length) !== magic) return undefined;
  const given = file.readUInt16BE(pageSizeAt);
  const size = given === 1 ? largestPage : given;
  return {
    usable: size - file.readUInt8(reservedAt),
    size: file.length,
    get: (number) => {
      const start = (number - 1) * size;
      if (number < 1 || start + size > file.length) throw new RangeError(`there is no page ${number}`);
      return file.subarray(start, start + size);
    },
  };
}
