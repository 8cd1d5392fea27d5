/** One `%…` of a format. */
export interface Verb {
  /** As written. */
  readonly raw: string;
  /** Where it stands, in UTF-8 bytes. */
  readonly offset: number;
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  /** Which argument, from 1, when it says so. */
  readonly argument: number | undefined;
  readonly mode: string;
}

export type Piece = string | Verb;

/** Why a text is no format. */
export class FormatProblem extends Error {}

const sequence = /%([ 0+#-]*)([1-9]\d*)?(?:\.(\d*))?(?:\[([1-9]\d*)\])?([A-Za-z%])/y;

/** A wider field is only a way to fill the memory. */
const mostWidth = 10_000;

/** Cuts a format into texts and verbs. */
export function parseFormat(format: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (let percent = format.indexOf('%'); percent >= 0; percent = format.indexOf('%', at)) {
    pieces.push(format.slice(at, percent));
    sequence.lastIndex = percent;
    const match = sequence.exec(format);
    if (match === null) throw unrecognized(format, percent);
    at = sequence.lastIndex;
    pieces.push(match[0] === '%%' ? '%' : verbOf(match, Buffer.byteLength(format.slice(0, percent))));
  }
  pieces.push(format.slice(at));
  return pieces;
}

function verbOf(match: RegExpExecArray, offset: number): Verb {
  const [raw, flags = '', width, precision, argument, mode = ''] = match;
  const numbers = {
    width: width === undefined ? undefined : Number(width),
    precision: precision === undefined ? undefined : Number(precision),
    argument: argument === undefined ? undefined : Number(argument),
  };
  if ((numbers.width ?? 0) > mostWidth || (numbers.precision ?? 0) > mostWidth) {
    throw new FormatProblem(`width or precision of "${raw}" at offset ${offset} is more than ${mostWidth}`);
  }
  return { raw, offset, flags, mode, ...numbers };
}

const started = /%[ 0+#-]*(?:[1-9]\d*)?(?:\.\d*)?(?:\[(?:[1-9]\d*\]?)?)?/y;

/** Finds the character that cannot go on a sequence. */
function unrecognized(format: string, percent: number): FormatProblem {
  started.lastIndex = percent;
  started.test(format);
  const at = started.lastIndex;
  const point = format.codePointAt(at);
  if (point === undefined) return new FormatProblem('unexpected end of format string');
  const offset = Buffer.byteLength(format.slice(0, at));
  return new FormatProblem(
    `unrecognized format character '${String.fromCodePoint(point)}' at offset ${offset}`,
  );
}
