import type { ByteText } from './entry';

/** Records of a pax extended header: `<length> <key>=<value>\n`, length counting itself. */
export type PaxRecords = ReadonlyMap<ByteText, ByteText>;

/** Reads extended records; undefined when they are malformed. An empty value deletes a record, as POSIX says. */
export function readPaxRecords(content: Buffer): PaxRecords | undefined {
  const records = new Map<ByteText, ByteText>();
  let at = 0;
  while (at < content.length && content[at] !== 0) {
    const space = content.indexOf(0x20, at);
    const length = Number(content.toString('latin1', at, space));
    if (space < 0 || !Number.isInteger(length) || length <= space - at) return undefined;
    const end = at + length;
    const equals = content.indexOf(0x3d, space);
    if (end > content.length || content[end - 1] !== 0x0a || equals < 0 || equals >= end) return undefined;
    records.set(
      content.toString('latin1', space + 1, equals),
      content.toString('latin1', equals + 1, end - 1),
    );
    at = end;
  }
  return records;
}

/** Writes records in the order of their keys, so that the same records give the same bytes. */
export function makePaxRecords(records: PaxRecords): Buffer {
  const keys = [...records.keys()].sort();
  return Buffer.from(keys.map((key) => makeRecord(key, records.get(key) as string)).join(''), 'latin1');
}

function makeRecord(key: ByteText, value: ByteText): ByteText {
  const rest = key.length + value.length + 3;
  let length = rest + String(rest).length;
  // One digit more may be needed for the digits themselves.
  if (rest + String(length).length > length) length++;
  return `${length} ${key}=${value}\n`;
}
