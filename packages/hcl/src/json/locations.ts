import type { Position } from '@strata/diagnostics';
import type { Locate } from '../parse/parse';
import type { Locations } from '../scan/locations';
import { advanceColumns, type Cursor, type Point } from '../scan/point';
import type { TokenList } from '../scan/token-list';
import type { JsonString } from './node';

/** A place in a string: how far in its text, how far in what is written, and where in the file. */
interface Place {
  readonly point: Point;
  raw: number;
  decoded: number;
}

/** Tells where the tokens of a string's text stand in the JSON file, whatever escapes it was written with. */
export function locateIn(node: JsonString): Locate {
  return (tokens) => locateTokens(tokens, node);
}

/** Positions as columns of numbers, as in files: a string may be 10 MB. All are on one line. */
function locateTokens(tokens: TokenList, node: JsonString): Locations {
  const { starts, ends, count } = tokens;
  const { file, start: opening } = node.range;
  const columns = new Int32Array(2 * count);
  const bytes = new Int32Array(2 * count);
  const raws = new Int32Array(count);
  const place: Place = { point: { ...opening }, raw: 0, decoded: 0 };
  stepOverQuote(place);
  const note = (at: number, decoded: number) => {
    moveTo(place, node.raw, decoded);
    columns[at] = place.point.column;
    bytes[at] = place.point.byte;
  };
  for (let i = 0; i < count; i++) {
    note(2 * i, starts[i] as number);
    raws[i] = place.raw;
    note(2 * i + 1, ends[i] as number);
  }
  const position = (at: number): Position => {
    return { line: opening.line, column: columns[at] as number, byte: bytes[at] as number };
  };
  const start = (i: number) => position(2 * i);
  const end = (i: number) => position(2 * i + 1);
  return {
    file,
    start,
    end,
    cursor: (i) => createCursor({ point: start(i), raw: raws[i] as number, decoded: 0 }, node),
  };
}

function stepOverQuote(place: Place): void {
  place.point.column++;
  place.point.byte++;
  place.raw++;
}

function createCursor(place: Place, { raw, range: { file } }: JsonString): Cursor {
  return (offset, length) => {
    moveTo(place, raw, offset);
    const start = { ...place.point };
    moveTo(place, raw, offset + length);
    return { file, start, end: { ...place.point } };
  };
}

function moveTo(place: Place, raw: string, decoded: number): void {
  const from = place.raw;
  for (; place.decoded < decoded; place.decoded++) place.raw += writtenLength(raw, place.raw);
  if (place.raw > from) advanceColumns(place.point, raw.slice(from, place.raw));
}

/** How many characters of the file stand for one UTF-16 unit of the text. */
function writtenLength(raw: string, at: number): number {
  if (raw[at] !== '\\') return 1;
  return raw[at + 1] === 'u' ? '\\u0000'.length : 2;
}
