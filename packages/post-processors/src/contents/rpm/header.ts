/** What a header of rpm holds under a tag. */
export type TagValue = readonly (string | number)[];

const entrySize = 16;
const lengthsSize = 8;
const int32 = 4;
/** One text, a list of texts, a text in several languages, of which the first is plain. */
const texts: readonly number[] = [6, 8, 9];

/**
 * A header as rpm keeps it in its data base: index and data, without the magic of a package file.
 * Source: rpm, "Header format".
 *
 * @param wanted tags that are read, the others are passed over
 * @throws RangeError when it is damaged
 */
export function readHeader(blob: Buffer, wanted: ReadonlySet<number>): ReadonlyMap<number, TagValue> {
  const count = blob.readUInt32BE(0);
  const data = blob.subarray(lengthsSize + count * entrySize);
  const found = new Map<number, TagValue>();
  for (let index = 0; index < count; index++) {
    const at = lengthsSize + index * entrySize;
    const tag = blob.readUInt32BE(at);
    if (!wanted.has(tag)) continue;
    const [type, offset, length] = [
      blob.readUInt32BE(at + 4),
      blob.readUInt32BE(at + 8),
      blob.readUInt32BE(at + 12),
    ];
    if (texts.includes(type)) found.set(tag, readTexts(data, offset, length));
    else if (type === int32) found.set(tag, readNumbers(data, offset, length));
  }
  return found;
}

function readTexts(data: Buffer, offset: number, count: number): readonly string[] {
  const values: string[] = [];
  let start = offset;
  for (let index = 0; index < count; index++) {
    const end = data.indexOf(0, start);
    if (end < 0) throw new RangeError('a text has no end');
    values.push(data.toString('utf8', start, end));
    start = end + 1;
  }
  return values;
}

function readNumbers(data: Buffer, offset: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => data.readUInt32BE(offset + index * int32));
}
